import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { operator } from '../support/bot-process.ts';

/** Every secret of the file that `init` writes, as a reference that only `.env` can resolve. */
const secrets = 'SLACK_BOT_TOKEN=xoxb-1\nSLACK_APP_TOKEN=xapp-1\nTHREATMON_API_KEY=k\n';
const unset = 'the environment variable THREATMON_API_KEY is not set';

describe('.env', () => {
  it('of the folder the command runs in gives what the configuration refers to', async () => {
    const here = await operator();
    await here.picket('init');
    const without = await here.picket('fetch', 'no-such-instance');
    await writeFile(join(here.folder, '.env'), secrets);

    const done = await here.picket('fetch', 'no-such-instance');

    expect(without).toMatchObject({ status: 2, err: expect.stringContaining(unset) });
    expect(done).toMatchObject({ status: 2, err: expect.stringContaining('There is no instance "no-such-instance"') });
  });

  it('stands behind what the environment holds', async () => {
    const here = await operator({ SLACK_BOT_TOKEN: 'no token' });
    await here.picket('init');
    await writeFile(join(here.folder, '.env'), secrets);

    const done = await here.picket('fetch', 'no-such-instance');

    expect(done).toMatchObject({ status: 2, err: expect.stringContaining('slack.botToken') });
  });

  it('that cannot be read is warned about and stops nothing', async () => {
    const here = await operator();
    await mkdir(join(here.folder, '.env'));

    const done = await here.picket('--help');

    expect(done).toMatchObject({ status: 0, err: expect.stringContaining('.env cannot be read') });
  });

  it('is named in the example that init writes, with every secret that the configuration needs', async () => {
    const here = await operator();
    await here.picket('init');
    const example = join(here.folder, '.env.example');
    const text = await readFile(example, 'utf8');
    await rename(example, join(here.folder, '.env'));

    const done = await here.picket('check');

    expect(text).toContain('Picket reads .env');
    expect(done.err).not.toContain('is not set');
  });
});
