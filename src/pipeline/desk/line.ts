import type { Actor } from '../../domain/access.ts';
import { answer } from '../../domain/answer.ts';
import { parseCommandLine } from '../../domain/command-line.ts';
import { nearest } from '../../domain/nearest.ts';
import type { Reply } from '../desk.ts';
import { assignIncident } from './assign.ts';
import { commandNames, offersOf } from './deps.ts';
import type { DeskDeps } from './deps.ts';
import { help } from './help.ts';
import { listIncidents, showIncident } from './incidents.ts';
import { lookupText } from './lookup.ts';
import { fetchInstance, pauseInstance, resumeInstance } from './operate.ts';
import { report } from './report.ts';
import { reply, runCommand } from './run-command.ts';
import { setStatus } from './status.ts';
import { testInstances } from './test.ts';

/** A line, split, without its word and its trailing `public`. */
export interface Asked {
  readonly words: readonly string[];
  readonly args: { readonly [name: string]: string };
  readonly actor: Actor;
  readonly shared: boolean;
}

type Word = (asked: Asked, deps: DeskDeps) => Promise<Reply>;

const words: { readonly [word: string]: Word } = {
  help,
  test: testInstances,
  lookup: async (asked, deps) => lookupText(asked.words.join(' '), asked, deps),
  incidents: listIncidents,
  show: showIncident,
  status: setStatus,
  assign: assignIncident,
  fetch: fetchInstance,
  pause: pauseInstance,
  resume: resumeInstance,
  report,
};

/** Answers one line as typed after the slash command. An unknown word is answered with the nearest known one. */
export async function answerLine(text: string, actor: Actor, deps: DeskDeps): Promise<Reply> {
  const parsed = parseCommandLine(text);
  if ('fault' in parsed) return reply(answer('error', `${parsed.fault} Close it, or leave it out.`));
  const shared =
    parsed.words.length > 1 || Object.keys(parsed.args).length > 0 ? parsed.words.at(-1) === 'public' : false;
  const [word = 'help', ...rest] = shared ? parsed.words.slice(0, -1) : parsed.words;
  const asked: Asked = { words: rest, args: parsed.args, actor, shared };
  const known = Object.hasOwn(words, word.toLowerCase()) ? words[word.toLowerCase()] : undefined;
  if (known !== undefined) return known(asked, deps);
  if (offersOf(word, deps.instances).length > 0) return vendorCommand(word, asked, { line: text, deps });
  return unknownWord(word, deps);
}

async function vendorCommand(
  name: string,
  { words: extra, args, actor, shared }: Asked,
  { line, deps }: { line: string; deps: DeskDeps },
): Promise<Reply> {
  if (extra.length > 0) {
    const example = `${name} argument="${extra.join(' ')}"`;
    const lines = [
      [
        'Arguments have names: ',
        { code: example },
        '. ',
        { code: `${deps.slackCommand} help ${name}` },
        ' lists them.',
      ],
    ];
    return reply(answer('error', `${name} does not know what "${extra.join(' ')}" is.`, { kind: 'text', lines }));
  }
  const { instance, ...own } = args;
  return runCommand({ name, args: own, actor, line, shared, ...(instance !== undefined && { instance }) }, deps);
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
