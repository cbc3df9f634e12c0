/** What `picket init` asks for. */
export interface Answers {
  readonly mode: 'socket' | 'http';
  readonly channel: string;
  readonly name: string;
  readonly lead: string;
  readonly iocs: boolean;
}

export const envExamplePath = '.env.example';

/** The configuration as YAML. */
export function configOf({ mode, channel, name, lead, iocs }: Answers): string {
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
  - name: ${JSON.stringify(name)}
    vendor: threatmon
    apiKey: \${THREATMON_API_KEY}
    fetch:
      every: 1 minute
      first: 1 day
${iocs ? '    ioc:\n      apiToken: ${THREATMON_IOC_TOKEN}\n' : ''}`;
}

/** The names of its secrets. */
export function envOf({ mode, iocs }: Answers): string {
  const names = [
    'SLACK_BOT_TOKEN=xoxb-',
    mode === 'socket' ? 'SLACK_APP_TOKEN=xapp-' : 'SLACK_SIGNING_SECRET=',
    'THREATMON_API_KEY=',
    ...(iocs ? ['THREATMON_IOC_TOKEN='] : []),
  ];
  return `# Copy to .env and fill in. Picket reads .env in the folder that it is started in.\n${names.join('\n')}\n`;
}

/** The app's manifest for this way to Slack: for HTTP it needs three URLs, which it holds as comments. */
export function manifestOf({ mode }: Answers, manifest: string): string {
  if (mode === 'socket') return manifest;
  return manifest
    .replaceAll(/^ *# HTTP mode only:\n( *)# ((?:request_)?url: )/gm, '$1$2')
    .replace(/socket_mode_enabled: true.*/, 'socket_mode_enabled: false');
}

/** What to do now, for people. */
export function nextSteps(path: string, { mode, channel }: Answers): string {
  const token = mode === 'socket' ? 'make an app-level token with connections:write' : 'copy the signing secret';
  const urls =
    mode === 'socket'
      ? ''
      : ' In its three URLs,\n     put the host that you forward to Picket in place of picket.example.com (README, "HTTP mode").';
  return `
Written: ${path} and ${envExamplePath}.

Next:
  1. https://api.slack.com/apps, Create New App, From a manifest: paste what is printed below.${urls}
  2. Install it, copy the bot token; ${token}.
  3. Copy ${envExamplePath} to .env and fill it in.
  4. In Slack: /invite @Picket in ${channel}.
  5. npx picket check, then npm start.

`;
}

/** A user id as it is; anything else is a group's handle. */
export function handleOf(given: string): string {
  const lead = given.trim();
  return lead === '' || lead.startsWith('@') || /^[UW][A-Z0-9]{5,}$/.test(lead) ? lead : `@${lead}`;
}
