import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { operator } from '../support/bot-process.ts';
import { world } from '../support/outside.ts';
import type { World } from '../support/outside.ts';
import { cardNumber, evaluation, fieldsOf, groupIb, messages, patience, secretWord, yaml } from './group-ib-world.ts';

const heldWords = 'board-plans-of-the-spring';

/** A bot whose temporary files go into a folder of their own. */
async function watched(here: World): Promise<{ readonly here: World; readonly temporary: string }> {
  const temporary = await mkdtemp(join(tmpdir(), 'picket-temporary-'));
  onTestFinished(async () => rm(temporary, { recursive: true, force: true }));
  return { here: { ...here, operator: await operator({ TMPDIR: temporary }) }, temporary };
}

async function asked({ slack }: World, text: string): Promise<string> {
  const before = new Set(slack.ephemerals('mira').map(({ ts }) => ts));
  await slack.slash({ user: 'mira', channel: 'threat-intel', command: '/threat', text });
  return vi.waitFor(() => {
    const said = slack
      .ephemerals('mira')
      .filter(({ ts, text: line }) => !before.has(ts) && !line.startsWith('Working'));
    if (said.length === 0) throw new Error(`no answer to ${text}`);
    return JSON.stringify(said);
  }, patience);
}

/** Every file below a folder, with its bits and whether a secret stands in it. */
async function filesBelow(
  folder: string,
): Promise<{ readonly path: string; readonly mode: string; readonly leaks: boolean }[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return Promise.all(
    files.map(async (path) => {
      const content = await readFile(path, 'latin1');
      const leaks = content.includes(secretWord) || content.includes(cardNumber);
      return { path: path.slice(folder.length + 1), mode: await bitsOf(path), leaks };
    }),
  );
}

async function bitsOf(path: string): Promise<string> {
  return ((await stat(path)).mode & 0o777).toString(8);
}

describe('what is masked of a Group-IB incident', () => {
  it('stands in the store alone, which is its owner’s, and in no output that did not ask for it', async () => {
    const { here, temporary } = await watched(await world());
    const vendor = await groupIb();
    const secrets = ['compromised/account_group', 'compromised/bank_card_group'];
    const ids = secrets.map((collection) => String(vendor.addItem(collection, fieldsOf(collection)).id));
    await here.operator.configure(yaml(here, vendor.url));
    const bot = await here.operator.start('--log-level', 'debug');
    await vi.waitFor(() => expect(messages(here)).toHaveLength(2), patience);
    const answers = [
      await asked(here, `show acme-gib:compromised/account_group/${ids[0]}`),
      await asked(here, `gibti-get-compromised-account-info id=${ids[0]}`),
      await asked(here, `gibti-get-compromised-card-group-info id=${ids[1]}`),
      await asked(
        here,
        `gibti-local-search collection_name=compromised/account_group query=${ids[0]} include_raw_feed=true`,
      ),
    ];
    const calls = JSON.stringify(here.slack.calls());
    const { status, out, err } = await bot.signal('SIGTERM');
    const runs = [
      await here.operator.picket('incidents', '--json'),
      await here.operator.picket('fetch', 'acme-gib', '--since', '10 years', '--json'),
      await here.operator.picket(
        'exec',
        'gibti-get-compromised-account-info',
        `id=${ids[0]}`,
        '--instance',
        'acme-gib',
        '--json',
      ),
    ];
    const revealed = await here.operator.picket('incidents', '--json', '--reveal');

    expect([status, ...runs.map((run) => run.status)]).toEqual([0, 0, 0, 0]);
    expect(answers.map((told) => told.includes('No results'))).toEqual([false, false, false, false]);
    for (const text of [...answers, calls, out, err, ...runs.flatMap((run) => [run.out, run.err])]) {
      expect(text).not.toContain(secretWord);
      expect(text).not.toContain(cardNumber);
    }
    expect(revealed.out).toContain(secretWord);
    expect(revealed.err).toContain('masked values were shown');
    const leaking = (await filesBelow(here.operator.folder)).filter(({ leaks }) => leaks);
    expect(leaking.map(({ path, mode }) => `${path} ${mode}`).toSorted()).toEqual([
      'data/picket.json 600',
      'data/picket.json.bak 600',
    ]);
    expect(await bitsOf(join(here.operator.folder, 'data'))).toBe('700');
    expect((await filesBelow(temporary)).filter(({ leaks }) => leaks)).toEqual([]);
  });

  it('is revealed to who may alone, ephemerally', async () => {
    const here = await world();
    const vendor = await groupIb();
    vendor.addItem('compromised/account_group', fieldsOf('compromised/account_group'));
    await here.operator.configure(yaml(here, vendor.url));
    await here.operator.start();
    await vi.waitFor(() => expect(messages(here)).toHaveLength(1), patience);
    const [message] = here.slack.messages('threat-intel');
    const press = { channel: 'threat-intel', ts: message?.ts ?? '', find: 'Reveal' };

    await here.slack.press({ ...press, user: 'jonas' });
    await here.slack.press({ ...press, user: 'mira' });
    await vi.waitFor(() => expect(here.slack.ephemerals('mira')).toHaveLength(1), patience);
    await vi.waitFor(() => expect(here.slack.ephemerals('jonas')).toHaveLength(1), patience);

    expect(JSON.stringify(here.slack.ephemerals('mira'))).toContain(secretWord);
    expect(JSON.stringify(here.slack.ephemerals('jonas'))).not.toContain(secretWord);
    expect(JSON.stringify(here.slack.messages('threat-intel'))).not.toContain(secretWord);
  });
});

describe('a TLP:RED item', () => {
  const red = { url: `https://${heldWords}.example/`, evaluation: evaluation('red', 'red') };

  it('is held where the channel is not private, and shared by no command', async () => {
    const here = await world();
    const vendor = await groupIb();
    const { id } = vendor.addItem('attacks/deface', red);
    await here.operator.configure(yaml(here, vendor.url));
    await here.operator.start();
    await vi.waitFor(() => expect(messages(here)).toHaveLength(1), patience);

    const own = [
      await asked(here, `gibti-get-attacks-deface-info id=${String(id)} public`),
      await asked(here, `gibti-local-search collection_name=attacks/deface query=${heldWords} public`),
      await asked(here, 'gibti-get-indicators collection=attacks/deface public'),
      await asked(here, `show acme-gib:attacks/deface/${String(id)} public`),
    ];

    for (const told of own) expect(told).toContain(heldWords);
    expect(own.slice(0, 3).every((told) => told.includes('Not shared'))).toBe(true);
    const inChannel = here.slack.messages('threat-intel');
    expect(inChannel).toHaveLength(1);
    expect(JSON.stringify(inChannel)).toContain('TLP:RED');
    expect(JSON.stringify(inChannel)).not.toContain(heldWords);
  });

  it('is posted whole where a rule sends it to a private channel', async () => {
    const here = await world();
    const vendor = await groupIb();
    vendor.addItem('attacks/deface', red);
    await here.operator.configure(yaml(here, vendor.url, [{ when: 'tlp = "RED"', channel: '#soc-critical' }]));
    await here.operator.start();

    await vi.waitFor(() => expect(messages(here, 'soc-critical')).toHaveLength(1), patience);
    expect(messages(here, 'soc-critical')[0]?.[1]).toContain(heldWords);
    expect(here.slack.messages('threat-intel')).toEqual([]);
  });
});
