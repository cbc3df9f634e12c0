import type * as z from 'zod';
import type { Command } from '../../../domain/command.ts';
import { defineCommand } from '../../define-command.ts';
import type { CommandDeclaration } from '../../define-command.ts';
import { said } from '../answers.ts';
import type { Call, Rapid7Client } from '../client.ts';

/** A change at the vendor: one request, answered with one sentence. */
export interface Write<Args extends z.ZodObject> extends Omit<CommandDeclaration<Args>, 'run' | 'outputs'> {
  readonly call: (args: z.output<Args>) => Omit<Call, 'signal'>;
  readonly sentence: (args: z.output<Args>) => string;
}

/** Errors of running it: `VendorError` in the contract's words, also where an answer of 200 tells of a failure. */
export function writeCommand<Args extends z.ZodObject>(client: Rapid7Client, write: Write<Args>): Command {
  const { call, sentence, ...declaration } = write;
  return defineCommand<Args>({
    ...declaration,
    async run(args, { signal }) {
      await client.text({ ...call(args), signal });
      return said(sentence(args));
    },
  });
}
