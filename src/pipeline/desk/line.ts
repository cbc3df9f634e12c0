import type { Actor } from '../../domain/access.ts';
import { answer } from '../../domain/answer.ts';
import type { Answer, Section } from '../../domain/answer.ts';
import { parseCommandLine } from '../../domain/command-line.ts';
import { nearest } from '../../domain/nearest.ts';
import type { Reply } from '../desk.ts';
import type { Interaction } from '../interaction.ts';
import { assignIncident } from './assign.ts';
import { answerOutbox } from './outbox.ts';
import { commandNames, offersOf } from './deps.ts';
import type { DeskDeps } from './deps.ts';
import { help } from './help.ts';
import { listIncidents, showIncident } from './incidents.ts';
import { lookupText } from './lookup.ts';
import { withNameless } from './nameless.ts';
import { fetchInstance, pauseInstance, resumeInstance } from './operate.ts';
import { report } from './report.ts';
import { commandForm, reply, runCommand } from './run-command.ts';
import type { CommandRequest } from './run-command.ts';
import { setStatus } from './status.ts';
import { surplus } from './surplus.ts';
import { testInstances } from './test.ts';

/** A line, split, without its word and its trailing `public`. */
export interface Asked {
  readonly words: readonly string[];
  readonly args: { readonly [name: string]: string };
  readonly actor: Actor;
  readonly shared: boolean;
  readonly interaction: Interaction | undefined;
}

type Word = (asked: Asked, deps: DeskDeps) => Promise<Reply>;

const words: { readonly [word: string]: Word } = {
  help,
  form: openForm,
  test: testInstances,
  lookup: async (asked, deps) => lookupText(asked.words.join(' '), asked, deps),
  incidents: listIncidents,
  show: showIncident,
  status: setStatus,
  assign: assignIncident,
  fetch: fetchInstance,
  pause: pauseInstance,
  resume: resumeInstance,
  outbox: answerOutbox,
  report,
};

/** The others change nothing: Slack hears of them at once. */
const changing: ReadonlySet<string> = new Set(['status', 'assign', 'pause', 'resume', 'outbox']);

/** Answers one line as typed after the slash command. An unknown word is answered with the nearest known one. */
export async function answerLine(
  text: string,
  { actor, interaction }: { readonly actor: Actor; readonly interaction: Interaction | undefined },
  deps: DeskDeps,
): Promise<Reply> {
  const parsed = parseCommandLine(text);
  if ('fault' in parsed) return reply(answer('error', `${parsed.fault} Close it, or leave it out.`));
  const shared =
    parsed.words.length > 1 || Object.keys(parsed.args).length > 0 ? parsed.words.at(-1) === 'public' : false;
  const [word = 'help', ...rest] = shared ? parsed.words.slice(0, -1) : parsed.words;
  const asked: Asked = { words: rest, args: parsed.args, actor, shared, interaction };
  const known = Object.hasOwn(words, word.toLowerCase()) ? words[word.toLowerCase()] : undefined;
  if (known !== undefined) {
    const fault = surplus(word.toLowerCase(), asked, deps.slackCommand);
    if (fault !== undefined) return reply(fault);
    if (!changing.has(word.toLowerCase())) interaction?.kept?.();
    return known(asked, deps);
  }
  if (offersOf(word, deps.instances).length === 0) return unknownWord(word, deps);
  const request = requestOf(word, asked, deps);
  if ('tone' in request) return reply(request);
  return runCommand({ ...request, line: text, shared, ...(interaction !== undefined && { interaction }) }, deps);
}

async function openForm({ words: [name, ...rest], ...asked }: Asked, deps: DeskDeps): Promise<Reply> {
  if (name === undefined) return reply(answer('error', 'Which command?', allCommands(deps)));
  if (offersOf(name, deps.instances).length === 0) return unknownWord(name, deps);
  const request = requestOf(name, { ...asked, words: rest }, deps);
  return 'tone' in request ? reply(request) : commandForm(request, deps);
}

/** A vendor command as it was typed; an answer where a word of it has no argument to go to. */
function requestOf(name: string, { words: rest, args, actor }: Asked, deps: DeskDeps): CommandRequest | Answer {
  const { instance, ...named } = args;
  const offers = offersOf(name, deps.instances);
  const own = withNameless(rest, named, { offers, slackCommand: deps.slackCommand });
  if ('fault' in own) return own.fault;
  return { name, args: own.args, actor, ...(instance !== undefined && { instance }) };
}

function allCommands({ slackCommand }: DeskDeps): Section {
  return { kind: 'text', lines: [[{ code: `${slackCommand} help` }, ' lists what there is.']] };
}

function unknownWord(word: string, deps: DeskDeps): Reply {
  const near = nearest(word, [...Object.keys(words), ...commandNames(deps.instances)]);
  const lines =
    near === undefined
      ? [[{ code: `${deps.slackCommand} help` }, ' lists what there is.']]
      : [
          [
            'Did you mean ',
            { code: `${deps.slackCommand} ${near}` },
            '? ',
            { code: `${deps.slackCommand} help` },
            ' lists all.',
          ],
        ];
  return reply(answer('warning', `Picket does not know "${word}".`, { kind: 'text', lines }));
}
