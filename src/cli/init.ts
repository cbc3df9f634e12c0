import { access, constants, readFile, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { confirm, intro, isCancel, note, outro, select, text } from '@clack/prompts';
import { reasonOf } from '../store/embedded/file-system.ts';
import { configOf, envExamplePath, envOf, handleOf, manifestOf, nextSteps } from './init-texts.ts';
import type { Answers } from './init-texts.ts';
import type { ExitStatus, Io } from './io.ts';
import type { CommonOptions } from './program.ts';

const manifestPath = new URL('../../manifest.yml', import.meta.url);

/** Asks what it must, writes the configuration and the names of its secrets; never overwrites a file. */
export async function init({ config: path }: CommonOptions, io: Io): Promise<ExitStatus> {
  for (const file of [path, envExamplePath]) {
    const fault = await hindrance(file);
    if (fault === undefined) continue;
    io.err(`picket: ${fault}\n`);
    return 1;
  }
  const answers = io.interactive ? await ask() : defaults;
  if (answers === undefined) {
    io.err('picket: stopped; nothing was written.\n');
    return 1;
  }
  await writeFile(path, configOf(answers), { flag: 'wx' });
  await writeFile(envExamplePath, envOf(answers), { flag: 'wx' });
  io.err(nextSteps(path, answers));
  io.out(manifestOf(answers, await readFile(manifestPath, 'utf8')));
  return 0;
}

const defaults: Answers = { mode: 'socket', channel: '#threat-intel', name: 'threatmon', lead: '', iocs: false };

async function ask(): Promise<Answers | undefined> {
  intro('Picket');
  const mode = await select({
    message: 'How shall Slack reach Picket?',
    options: [
      { value: 'socket' as const, label: 'Socket Mode', hint: 'no open port; the usual choice' },
      { value: 'http' as const, label: 'HTTP', hint: 'a public URL of yours' },
    ],
  });
  if (isCancel(mode)) return undefined;
  const channel = await text({
    message: 'Which channel gets the incidents?',
    initialValue: defaults.channel,
    validate: channelName,
  });
  if (isCancel(channel)) return undefined;
  const name = await text({
    message: 'A name for your ThreatMon account',
    initialValue: defaults.name,
    validate: instanceName,
  });
  if (isCancel(name)) return undefined;
  const lead = await text({
    message: 'Who may request takedowns and operate the bot? A Slack user id or @usergroup; empty: everyone',
    placeholder: '@soc-leads',
    defaultValue: '',
    validate: (given) =>
      /\s/.test((given ?? '').trim()) ? 'One of them, please; more are added to the file.' : undefined,
  });
  if (isCancel(lead)) return undefined;
  const iocs = await confirm({ message: 'Do you have a token for ThreatMon’s IOC API?', initialValue: false });
  if (isCancel(iocs)) return undefined;
  note('The ThreatMon key comes from its dashboard; ThreatMon must also permit this machine’s public address.');
  outro('Writing the files.');
  return { mode, channel, name, lead: handleOf(lead), iocs };
}

function channelName(value: string | undefined): string | undefined {
  return /^#?[^\s#@]{1,80}$/u.test(value ?? '') ? undefined : 'The name of one channel, such as #threat-intel.';
}

function instanceName(value: string | undefined): string | undefined {
  return /^[a-z0-9-]+$/.test(value ?? '') ? undefined : 'Lower-case letters, digits and hyphens only.';
}

/** Why a file cannot be written; absent where it can. */
async function hindrance(path: string): Promise<string | undefined> {
  const exists = await access(path).then(
    () => true,
    () => false,
  );
  if (exists) return `${path} exists already; nothing was written. Move it away first, or edit it.`;
  return access(dirname(resolve(path)), constants.W_OK | constants.X_OK).then(
    () => undefined,
    (error: unknown) => `${path} cannot be written: ${reasonOf(error)}.`,
  );
}
