import type * as z from 'zod';
import type { Command, VerifyContext } from '../../../domain/command.ts';
import { defineCommand } from '../../define-command.ts';
import type { CommandDeclaration } from '../../define-command.ts';
import { verdictOf } from '../../verdict.ts';
import type { Told } from '../../verdict.ts';
import { said } from '../answers.ts';
import type { Call, Rapid7Client } from '../client.ts';

/** A change at the vendor: one request, answered with one sentence. */
export interface Write<Args extends z.ZodObject> extends Omit<CommandDeclaration<Args>, 'run' | 'verify' | 'outputs'> {
  readonly call: (args: z.output<Args>) => Omit<Call, 'signal'>;
  readonly sentence: (args: z.output<Args>) => string;
  /** Whether a read shows that it was done; left out where no read can. Errors: `VendorError`. */
  readonly tells?: (args: z.output<Args>, look: Reading) => Promise<Told>;
}

/** What a read needs. */
export interface Reading {
  readonly client: Rapid7Client;
  readonly signal: AbortSignal;
}

/** Errors of running it: `VendorError` in the contract's words, also where an answer of 200 tells of a failure. */
export function writeCommand<Args extends z.ZodObject>(client: Rapid7Client, write: Write<Args>): Command {
  const { call, sentence, tells, ...declaration } = write;
  return defineCommand<Args>({
    ...declaration,
    async run(args, { signal }) {
      await client.text({ ...call(args), signal });
      return said(sentence(args));
    },
    ...(tells !== undefined && {
      verify: async (args: z.output<Args>, { signal }: VerifyContext) =>
        verdictOf(await tells(args, { client, signal }), () => said(sentence(args))),
    }),
  });
}
