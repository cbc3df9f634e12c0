import { answer } from '../../domain/answer.ts';
import type { Answer } from '../../domain/answer.ts';
import { topics } from './help.ts';
import type { Asked } from './line.ts';
import { typed } from './typed.ts';

interface Takes {
  readonly words: number;
  /** `own`: the word judges them itself. */
  readonly args: readonly string[] | 'own';
}

const ofInstance = ['instance'];

/** What a word can read; of those that are not here, whatever comes is part of what they are told. */
const takes: { readonly [word: string]: Takes } = {
  help: { words: 1, args: [] },
  test: { words: 1, args: ofInstance },
  incidents: { words: 0, args: 'own' },
  show: { words: 1, args: [] },
  fetch: { words: 1, args: ofInstance },
  pause: { words: Number.POSITIVE_INFINITY, args: ofInstance },
  resume: { words: 1, args: ofInstance },
  outbox: { words: 2, args: [] },
  report: { words: Number.POSITIVE_INFINITY, args: [] },
};

/** What a word of the slash command would not read, and how it is typed; absent where it reads everything. */
export function surplus(word: string, { words, args }: Asked, slackCommand: string): Answer | undefined {
  const most = takes[word];
  if (most === undefined) return undefined;
  const room =
    most.args !== 'own' && 'instance' in args && most.args.includes('instance') ? most.words - 1 : most.words;
  const unread = Object.entries(args).filter(([name]) => most.args !== 'own' && !most.args.includes(name));
  const over = [...words.slice(room), ...unread.map((one) => typed(Object.fromEntries([one])))];
  if (over.length === 0) return undefined;
  const usage = topics.find((topic) => topic.word === word)?.usage ?? word;
  const lines = [['It is typed so: ', { code: `${slackCommand} ${usage}` }]];
  return answer('error', `${word} does not know what "${over.join(' ')}" is.`, { kind: 'text', lines });
}
