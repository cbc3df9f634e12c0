import { access, readFile, writeFile } from 'node:fs/promises';
import { confirm, intro, isCancel, note, outro, select, text } from '@clack/prompts';
import type { ExitStatus, Io } from './io.ts';
import type { CommonOptions } from './program.ts';

interface Answers {
  readonly mode: 'socket' | 'http';
  readonly channel: string;
  readonly name: string;
  readonly lead: string;
  readonly iocs: boolean;
}

const manifestPath = new URL('../../manifest.yml', import.meta.url);
const envExamplePath = '.env.example';

/** Asks what it must, writes the configuration and the names of its secrets; never overwrites a file. */
export async function init({ config: path }: CommonOptions, io: Io): Promise<ExitStatus> {
  for (const file of [path, envExamplePath]) {
    if (await exists(file)) {
      io.err(`picket: ${file} exists already; nothing was written. Move it away first, or edit it.\n`);
      return 1;
    }
  }
  const answers = io.interactive ? await ask() : defaults;
  if (answers === undefined) {
    io.err('picket: stopped; nothing was written.\n');
    return 1;
  }
  await writeFile(path, configOf(answers), { flag: 'wx' });
  await writeFile(envExamplePath, envOf(answers), { flag: 'wx' });
  io.err(nextSteps(path, answers));
  io.out(await readFile(manifestPath, 'utf8'));
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
    validate: nonEmpty,
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
  });
  if (isCancel(lead)) return undefined;
  const iocs = await confirm({ message: 'Do you have a token for ThreatMon’s IOC API?', initialValue: false });
  if (isCancel(iocs)) return undefined;
  note('The ThreatMon key comes from its dashboard; ThreatMon must also permit this machine’s public address.');
  outro('Writing the files.');
  return { mode, channel, name, lead, iocs };
}

function nonEmpty(value: string | undefined): string | undefined {
  return (value ?? '').trim() === '' ? 'Please give one.' : undefined;
}

function instanceName(value: string | undefined): string | undefined {
  return /^[a-z0-9-]+$/.test(value ?? '') ? undefined : 'Lower-case letters, digits and hyphens only.';
}

function configOf({ mode, channel, name, lead, iocs }: Answers): string {
  const slack = mode === 'socket' ? '  appToken: ${SLACK_APP_TOKEN}' : '  signingSecret: ${SLACK_SIGNING_SECRET}';
  const holders = lead === '' ? 'everyone' : `[${JSON.stringify(lead)}]`;
  return `# What each key means: README, "Configuration". \${NAME} is replaced from the environment.
slack:
  mode: ${mode}
  botToken: \${SLACK_BOT_TOKEN}
${slack}
store:
  url: file:data/picket.json
channel: ${JSON.stringify(channel)}
access:
  respond: everyone
  act: ${holders}
  reveal: ${lead === '' ? '[]' : holders}
  admin: ${holders}
instances:
  - name: ${name}
    vendor: threatmon
    apiKey: \${THREATMON_API_KEY}
    fetch:
      every: 1 minute
      first: 1 day
${iocs ? '    ioc:\n      apiToken: ${THREATMON_IOC_TOKEN}\n' : ''}`;
}

function envOf({ mode, iocs }: Answers): string {
  const names = [
    'SLACK_BOT_TOKEN=xoxb-',
    mode === 'socket' ? 'SLACK_APP_TOKEN=xapp-' : 'SLACK_SIGNING_SECRET=',
    'THREATMON_API_KEY=',
    ...(iocs ? ['THREATMON_IOC_TOKEN='] : []),
  ];
  return `# Copy to .env and fill in. Picket reads .env in the folder that it is started in.\n${names.join('\n')}\n`;
}

function nextSteps(path: string, { mode, channel }: Answers): string {
  const token = mode === 'socket' ? 'make an app-level token with connections:write' : 'copy the signing secret';
  return `
Written: ${path} and ${envExamplePath}.

Next:
  1. https://api.slack.com/apps, Create New App, From a manifest: paste what is printed below.
  2. Install it, copy the bot token; ${token}.
  3. Copy ${envExamplePath} to .env and fill it in.
  4. In Slack: /invite @Picket in ${channel}.
  5. npx picket check, then npm start.

`;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
