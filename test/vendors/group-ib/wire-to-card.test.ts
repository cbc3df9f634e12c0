import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Card } from '../../../src/domain/card.ts';
import type { Draft } from '../../../src/domain/incident.ts';
import { maskIncident } from '../../../src/indicators/mask-incident.ts';
import { collectionNamed, collections } from '../../../src/vendors/group-ib/collections.ts';
import { presentRecord } from '../../../src/vendors/group-ib/present.ts';
import { leavesOf } from '../../../src/vendors/group-ib/sensitive.ts';
import { statusCommand } from '../../../src/vendors/group-ib/statuses.ts';
import { incident } from '../../support/drafts.ts';
import { fixture, idsOf, openAccount } from './account.ts';

/** What the first record of a collection's fixture reads as. */
interface Expected {
  readonly title: string;
  readonly type: string;
  readonly severity: string;
  readonly occurredAt: string;
  readonly tlp?: string;
  /** Below the portal; absent where it has no page. */
  readonly link?: string;
  /** Some of them. */
  readonly facts: { readonly [label: string]: string };
  /** With their number of rows. */
  readonly tables: readonly string[];
  /** The first four. */
  readonly indicators: readonly string[];
}

const expectedCards = JSON.parse(readFileSync(new URL('expected-cards.json', import.meta.url), 'utf8')) as {
  readonly [collection: string]: Expected;
};

interface Shown {
  readonly draft: Draft;
  readonly card: Card;
}

function expectedOf(name: string): Expected {
  const expected = expectedCards[name];
  if (expected === undefined) throw new Error(`nothing is expected of ${name}`);
  return expected;
}

/** The fixture's page as the server sends it, read by a feed, presented. */
async function shown(name: string): Promise<{ readonly portal: string; readonly all: readonly Shown[] }> {
  const account = await openAccount({ [name]: [] }, { fetch: { first: '2010-01-01' } });
  const page = fixture(name);
  account.api.fault = ({ path }, response) => {
    if (path !== name && path !== `${name}/updated`) return false;
    response.end(JSON.stringify(page));
    return true;
  };
  const { drafts, rejected } = await account.read();
  expect(rejected).toEqual([]);
  expect(drafts).toHaveLength(page.items.length);
  const all = drafts.map((draft) => ({ draft, card: presentRecord(incident({ ...draft, vendor: 'group-ib' })) }));
  return { portal: account.api.url, all };
}

/** Everything of an incident that is shown without the right to reveal. */
function openTexts({ draft, card }: Shown): string {
  const facts = [...draft.facts, ...card.facts].filter(({ sensitive }) => sensitive !== true);
  const cells = card.tables.flatMap(({ columns, rows, sensitive = [] }) =>
    rows.flatMap((row) => row.filter((_, index) => !sensitive.includes(columns[index] ?? ''))),
  );
  const { title, description, assets, tags, link = '' } = draft;
  return [title, description, link, ...assets, ...tags, ...facts.map(({ value }) => value), ...cells].join('\n');
}

describe.each(collections.map(({ name }) => name))('%s, from the wire to the card', (name) => {
  it('reads as a person expects it', async () => {
    const { portal, all } = await shown(name);

    const [first] = all;
    const { link, facts, tables, indicators, ...fields } = expectedOf(name);
    expect(first?.draft).toMatchObject(fields);
    expect(first?.draft.link).toBe(link === undefined ? undefined : `${portal}${link}`);
    expect(Object.fromEntries(first?.draft.facts.map(({ label, value }) => [label, value]) ?? [])).toMatchObject(facts);
    expect(first?.card.tables.map(({ title, rows }) => `${title} ${rows.length}`)).toEqual(tables);
    expect(first?.draft.indicators.slice(0, 4).map(({ kind, value }) => `${kind} ${value}`)).toEqual(indicators);
  });

  it('is known by its collection and id, open, with its record beside it', async () => {
    const { all } = await shown(name);

    const records = fixture(name).items;
    expect(all.map(({ draft }) => draft.externalId)).toEqual(idsOf(records, name));
    expect(all.map(({ draft }) => draft.raw)).toEqual(records);
    expect(all.every(({ draft }) => draft.status === 'Open' && !draft.closed && draft.statusIsOurs)).toBe(true);
  });

  it('tells nothing sensitive in the open', async () => {
    const kind = collectionNamed(name)?.kind ?? 'account';
    const { all } = await shown(name);

    for (const one of all) {
      const secrets = leavesOf(kind, one.draft.raw).filter(({ sensitive, text }) => sensitive && text.length >= 3);
      const leaked = secrets.filter(({ text }) => openTexts(one).includes(text));
      expect(leaked.map(({ place }) => place)).toEqual([]);
      const whole = JSON.stringify(maskIncident(one.draft));
      expect(secrets.filter(({ text }) => text.length >= 4 && whole.includes(text))).toEqual([]);
    }
  });

  it('has tables whose rows are as wide as their columns, and buttons for the other statuses', async () => {
    const { all } = await shown(name);

    for (const { card, draft } of all) {
      for (const { columns, rows } of card.tables)
        expect(rows.every((row) => row.length === columns.length)).toBe(true);
      expect(card.actions.map(({ command, label, args }) => [command, label, args])).toEqual(
        ['In Progress', 'Resolved', 'False Positive'].map((status) => [
          statusCommand,
          status,
          { id: draft.externalId, status },
        ]),
      );
    }
  });
});

describe('what is sensitive', () => {
  it.each([
    ['compromised/account_group', ['password']],
    ['compromised/bank_card_group', ['cardInfo.number', 'events[0].cardInfo.cvv', 'events[0].owner.countryCode']],
    ['compromised/masked_card', ['cardInfo.number', 'cardInfo.validThru']],
    ['compromised/breached', ['email[0]']],
    ['compromised/mule', ['account']],
    ['osi/public_leak', ['data', 'matches.commonKeywords.password[0]']],
    ['attacks/phishing_kit', ['variables[0].values[0]', 'variables[0].values[1]']],
  ])('of %s holds %j', (name, places) => {
    const kind = collectionNamed(name)?.kind ?? 'account';
    const found = leavesOf(kind, fixture(name).items[0] ?? {}).filter(({ sensitive }) => sensitive);

    expect(found.map(({ place }) => place)).toEqual(expect.arrayContaining(places));
  });
});
