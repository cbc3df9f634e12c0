import { answer } from '../../domain/answer.ts';
import type { Line, Section, Span } from '../../domain/answer.ts';
import type { Command } from '../../domain/command.ts';
import { nearest } from '../../domain/nearest.ts';
import type { Reply } from '../desk.ts';
import { commandNames, offersOf } from './deps.ts';
import type { DeskDeps } from './deps.ts';
import type { Asked } from './line.ts';
import { reply } from './run-command.ts';

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
  { word: 'help', usage: 'help [topic]', summary: 'this list, or one word or command in full' },
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
  const near = nearest(topic, [...topics.map(({ word: name }) => name), ...commandNames(deps.instances)]);
  return reply(
    answer('warning', `There is no help on "${topic}".${near === undefined ? '' : ` Did you mean ${near}?`}`),
  );
}

function overview({ instances, slackCommand }: DeskDeps): ReturnType<typeof answer> {
  const names = commandNames(instances);
  const commands = names.map((name): Line => {
    const [offer] = offersOf(name, instances);
    return [{ code: name }, ` ${offer?.command.summary ?? ''}`];
  });
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
    { kind: 'text', lines: [[{ bold: 'Vendor commands' }, ' (arguments as name=value; without them a form opens)']] },
    { kind: 'list', items: commands },
    { kind: 'text', lines: [['Answers are for you alone; end a line with ', { code: 'public' }, ' to share it.']] },
  );
}

/** What stands between backticks is code, as on the reference page. */
function spansOf(text: string): readonly Span[] {
  return text.split('`').map((part, index): Span => (index % 2 === 0 ? part : { code: part }));
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
    { kind: 'text', lines: [`Needs the right ${command.needs}. On: ${instances.join(', ')}.`] },
  ];
}
