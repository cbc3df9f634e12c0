import { describe, expect, it } from 'vitest';
import { renderAnswer } from '../../../../src/cli/terminal.ts';
import { answer } from '../../../../src/domain/answer.ts';
import type { CommandResult } from '../../../../src/domain/command.ts';
import type { JsonObject } from '../../../../src/domain/json.ts';
import { renderAnswer as renderForSlack } from '../../../../src/slack/render/answer.ts';
import { openDesk, tablesIn } from './desk.ts';

const owner = {
  address: 'SECRET street 1',
  birthday: 'SECRET-1970',
  email: 'SECRET@mail.example',
  name: 'SECRET Name',
  passport: 'SECRET 4507 123456',
  phone: 'SECRET +1 555',
  taxNumber: 'SECRET-78',
};
const card = { cvv: 'SECRET7', pin: 'SECRET8', dump: 'SECRET-dump', validThru: 'SECRET/29' };

/** Everything that must not be seen begins with SECRET; texts beside repeat some of it. */
const records: readonly (readonly [command: string, collection: string, record: JsonObject])[] = [
  [
    'compromised-account',
    'compromised/account_group',
    {
      login: 'someone',
      password: 'SECRET-password',
      service: { url: 'https://acme.example/?q=SECRET-password' },
      events: [{ person: owner, additionalData: 'SECRET-extra', client: { ipv4: { ip: '192.0.2.1' } } }],
    },
  ],
  [
    'compromised-card-group',
    'compromised/bank_card_group',
    {
      cardInfo: { system: 'VISA', number: 'SECRET-4929', bin: ['492900'] },
      events: [{ cardInfo: card, owner, track: ['SECRET-track'], price: null }],
    },
  ],
  [
    'compromised-masked-card',
    'compromised/masked_card',
    { cardInfo: { ...card, number: 'SECRET-number' }, owner, track: ['SECRET-track1', 'SECRET-track2'] },
  ],
  ['compromised-breached', 'compromised/breached', { email: ['SECRET@mail.example'], password: ['SECRET-pw'] }],
  [
    'compromised-mule',
    'compromised/mule',
    { account: 'SECRET-40817', person: owner, organization: { iban: 'SECRET-iban', name: 'Bank' } },
  ],
  ['compromised-spd', 'compromised/spd', { type: 'Card', value: { value: 'SECRET-2200' }, ownerName: 'SECRET Name' }],
  [
    'osi-git-leak',
    'osi/git_repository',
    { files: [{ name: 'a.txt', revisions: [{ data: '+ password=SECRET-diff' }] }] },
  ],
  [
    'osi-public-leak',
    'osi/public_leak',
    {
      data: 'SECRET-paste',
      matches: { email: { work: ['SECRET@mail.example'] } },
      linkList: [{ title: 'SECRET-paste', link: 'https://paste.example/x' }],
    },
  ],
];

async function deskWith(collection: string, record: JsonObject) {
  return openDesk({ items: [{ collection, item: { id: 'x1', ...record } }] });
}

function everythingIn({ text, sections, outputs, files }: CommandResult): string {
  const shown = answer('ok', text, ...sections);
  return JSON.stringify([text, sections, outputs, files ?? [], renderForSlack(shown), renderAnswer(shown)]);
}

describe('what a command gives away', () => {
  it.each(records)('%s hides the secrets of %s in tables, outputs and text', async (command, collection, record) => {
    const desk = await deskWith(collection, record);

    const result = await desk.run(`gibti-get-${command}-info`, { id: 'x1' });

    expect(everythingIn(result)).toContain('••••••');
    expect(everythingIn(result)).not.toContain('SECRET');
  });

  it.each(records)('%s is as silent in a local search of %s with the record', async (_command, collection, record) => {
    const desk = await deskWith(collection, record);

    const result = await desk.run('gibti-local-search', {
      collection_name: collection,
      query: 'id:x1',
      include_raw_feed: 'true',
    });

    expect(result.outputs['GIBTI.search.local']).toHaveLength(1);
    expect(everythingIn(result)).toContain('••••••');
    expect(everythingIn(result)).not.toContain('SECRET');
  });

  it('says which columns are sensitive', async () => {
    const desk = await deskWith('compromised/bank_card_group', { events: [{ cardInfo: card, owner }] });

    const { sections } = await desk.run('gibti-get-compromised-card-group-info', { id: 'x1' });

    const events = tablesIn(sections).find(({ title }) => title === 'Compromised events');
    expect(events?.sensitive).toEqual(
      expect.arrayContaining(['CVV', 'PIN', 'Valid thru', 'Victim name', 'Victim phone']),
    );
  });

  it('leaves a wallet to be read: it names nobody', async () => {
    const record = { type: 'Cryptocurrency Wallet', value: { value: 'bc1qwallet' } };
    const desk = await deskWith('compromised/spd', record);

    const { outputs } = await desk.run('gibti-get-compromised-spd-info', { id: 'x1' });

    expect(outputs['GIBTI.CompromisedSPD']?.[0]).toMatchObject({ value: 'bc1qwallet' });
    expect(outputs['GIBTIA.CompromisedSPD']?.[0]).toMatchObject({ value: { value: 'bc1qwallet' } });
  });

  it('keeps the id, even where the record says it elsewhere as a secret', async () => {
    const desk = await openDesk({
      items: [{ collection: 'osi/public_leak', item: { id: 'abcd1234', data: 'abcd1234' } }],
    });

    const { outputs } = await desk.run('gibti-get-osi-public-leak-info', { id: 'abcd1234' });

    expect(outputs['GIBTI.PublicLeak']?.[0]).toMatchObject({ id: 'abcd1234', data: '••••••' });
  });
});
