import type { Right } from '../../domain/access.ts';
import { answer } from '../../domain/answer.ts';
import type { Answer, Line, Section, Span } from '../../domain/answer.ts';
import type { Command } from '../../domain/command.ts';
import { nearest } from '../../domain/nearest.ts';
import type { Instance } from '../../ports/vendor.ts';
import type { Reply } from '../desk.ts';
import { offersOf } from './deps.ts';
import type { DeskDeps } from './deps.ts';
import type { Asked } from './line.ts';
import { reply } from './run-command.ts';
import { someOf } from './some-of.ts';

/** The words of the slash command, in the order people need them. */
export const topics: readonly { readonly word: string; readonly usage: string; readonly summary: string }[] = [
  {
    word: 'lookup',
    usage: 'lookup INDICATOR… [instance=…]',
    summary: 'what is known of an IP address, domain, URL, e-mail address, file hash or CVE',
  },
  {
    word: 'incidents',
    usage: 'incidents [instance= status= severity= since= channel= page=]',
    summary: 'lists incidents, newest first; `severity=high,critical`, `since="7 days"`, `status=open`',
  },
  { word: 'show', usage: 'show ID', summary: 'one incident with its buttons, by its key or the vendor’s id' },
  {
    word: 'status',
    usage: 'status ID WORDS',
    summary: 'changes an incident’s status at the vendor: `status 18618001 In Progress`',
  },
  { word: 'assign', usage: 'assign ID @user', summary: 'says who looks after an incident; `assign ID me`' },
  { word: 'test', usage: 'test [instance]', summary: 'does each instance answer, and if not, why and what to do' },
  { word: 'fetch', usage: 'fetch INSTANCE', summary: 'polls an instance now' },
  { word: 'pause', usage: 'pause INSTANCE', summary: 'stops polling an instance until it is resumed' },
  { word: 'resume', usage: 'resume INSTANCE', summary: 'polls a paused instance again' },
  {
    word: 'outbox',
    usage: 'outbox [retry N|all] [drop N]',
    summary: 'what waits for Slack, and what Slack refused for good: sends that again, or lets go of it',
  },
  { word: 'report', usage: 'report [7d]', summary: 'what came in and what was done, by severity and instance' },
  {
    word: 'form',
    usage: 'form COMMAND [arg=value …]',
    summary: 'a vendor command as a form, also where it needs nothing',
  },
  {
    word: 'help',
    usage: 'help [topic]',
    summary: 'this list, one word or command in full, or the commands of one vendor',
  },
];

export async function help({ words: [topic], shared }: Asked, deps: DeskDeps): Promise<Reply> {
  if (topic === undefined) return reply(overview(deps), { shared });
  const word = topics.find((one) => one.word === topic.toLowerCase());
  if (word !== undefined) {
    const lines: Line[] = [[{ code: `${deps.slackCommand} ${word.usage}` }], spansOf(word.summary)];
    return reply(answer('info', `Help: ${word.word}`, { kind: 'text', lines }), { shared });
  }
  const [offer, ...more] = offersOf(topic, deps.instances);
  if (offer !== undefined) {
    const instances = [offer, ...more].map(({ instance }) => instance.name);
    return reply(answer('info', `Help: ${offer.command.name}`, ...commandHelp(offer.command, instances, deps)), {
      shared,
    });
  }
  const vendor = deps.instances.find(({ vendorName, vendorTitle }) =>
    [vendorName, vendorTitle.toLowerCase()].includes(topic.toLowerCase()),
  );
  if (vendor === undefined) return reply(noHelp(topic, deps));
  return reply(answer('info', `Help: ${vendor.vendorTitle}`, vendorCommands(vendor, deps)), { shared });
}

function overview({ instances, slackCommand }: DeskDeps): Answer {
  const vendors = [...new Map(instances.map((one) => [one.vendorName, one])).values()];
  return answer(
    'info',
    'What Picket can do',
    {
      kind: 'list',
      items: topics.map(({ usage, summary }): Line => [
        { code: `${slackCommand} ${usage}` },
        ...spansOf(` ${summary}`),
      ]),
    },
    { kind: 'text', lines: ['Vendor commands take arguments as name=value; without those they need, a form opens.'] },
    ...vendors.flatMap((vendor): readonly Section[] => [
      {
        kind: 'text',
        lines: [[{ bold: vendor.vendorTitle }, ' ', { code: `${slackCommand} help ${vendor.vendorName}` }]],
      },
      vendorCommands(vendor, { instances }),
    ]),
    { kind: 'text', lines: [['Answers are for you alone; end a line with ', { code: 'public' }, ' to share it.']] },
  );
}

function vendorCommands({ vendorName }: Instance, { instances }: Pick<DeskDeps, 'instances'>): Section {
  return { kind: 'list', items: offered(instances.filter((one) => one.vendorName === vendorName)).map(commandLine) };
}

/** The commands of instances, each once and in order, without those that the vendor took away. */
function offered(instances: readonly Instance[]): readonly Command[] {
  const commands = instances.flatMap(({ vendor }) => vendor.commands).filter(({ removed }) => removed !== true);
  const byName = new Map(commands.map((command) => [command.name, command]));
  return [...byName.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function commandLine({ name, summary }: Pick<Command, 'name' | 'summary'>): Line {
  return [{ code: name }, ...spansOf(` ${summary}`)];
}

const mostNear = 8;

/** What else there is that has the topic in its name, or else in what it does. */
function noHelp(topic: string, { instances, slackCommand }: DeskDeps): Answer {
  const known = [...topics.map(({ word, summary }) => ({ name: word, summary })), ...offered(instances)];
  const near = nearest(
    topic,
    known.map(({ name }) => name),
  );
  const sought = topic.toLowerCase();
  const named = known.filter(({ name }) => name.includes(sought));
  const found = [
    ...named,
    ...known.filter((one) => !named.includes(one) && one.summary.toLowerCase().includes(sought)),
  ];
  const left = found.length - mostNear;
  return answer(
    'warning',
    `There is no help on "${topic}".${near === undefined ? '' : ` Did you mean ${near}?`}`,
    ...(found.length === 0 ? [] : [{ kind: 'list' as const, items: found.slice(0, mostNear).map(commandLine) }]),
    {
      kind: 'text',
      lines: [
        ...(left > 0 ? [`and ${left} more with that word`] : []),
        [{ code: `${slackCommand} help` }, ' lists what there is.'],
      ],
    },
  );
}

/** What stands between backticks is code, as on the reference page. */
function spansOf(text: string): readonly Span[] {
  return text.split('`').map((part, index): Span => (index % 2 === 0 ? part : { code: part }));
}

/** Who may run a command, in a sentence. */
export function whoMayRun(needs: Right): string {
  return needs === 'read' ? 'Everyone may run it.' : `Needs the right \`${needs}\`.`;
}

/** A summary as a sentence of its own. */
export function sentence(summary: string): string {
  return /[.!?…]$/.test(summary) ? summary : `${summary}.`;
}

function commandHelp(command: Command, instances: readonly string[], { slackCommand }: DeskDeps): readonly Section[] {
  const usage = command.arguments.map(({ name, required }) => (required ? `${name}=…` : `[${name}=…]`)).join(' ');
  const rows = command.arguments.map(({ name, required, summary, choices, default: preset }) => [
    name,
    required ? 'yes' : '',
    [
      sentence(summary),
      choices === undefined ? '' : `One of: ${choices.join(', ')}.`,
      preset === undefined ? '' : `Default: ${preset}.`,
    ]
      .filter((part) => part !== '')
      .join(' '),
  ]);
  return [
    { kind: 'text', lines: [sentence(command.summary), [{ code: `${slackCommand} ${command.name} ${usage}`.trim() }]] },
    ...(rows.length === 0
      ? []
      : [{ kind: 'table' as const, table: { title: 'Arguments', columns: ['Argument', 'Required', 'What'], rows } }]),
    { kind: 'choices', choices: [{ label: 'Open its form', commandLine: `form ${command.name}` }] },
    { kind: 'text', lines: [spansOf(`${whoMayRun(command.needs)} On: ${someOf(instances)}.`)] },
  ];
}
