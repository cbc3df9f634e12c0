import * as z from 'zod';
import type { Right } from '../domain/access.ts';
import type { Confirmation } from '../domain/card.ts';
import type {
  ArgumentKind,
  Command,
  CommandArgument,
  CommandContext,
  CommandOutput,
  CommandResult,
  Verdict,
  VerifyContext,
} from '../domain/command.ts';
import type { Incident } from '../domain/incident.ts';
import type { Json } from '../domain/json.ts';

/** What is asked before a command runs: always the same, or what its arguments call for. */
export type ConfirmRule<Args> = Confirmation | ((args: Args) => Confirmation | undefined);

/** What a vendor writes; the rest of a `Command` is read off `args`. */
export interface CommandDeclaration<Args extends z.ZodObject> {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly summary: string;
  readonly needs: Right;
  /** Each field a text as typed; `.describe()` is its summary, `.meta({ kind, example })` refines its form field. */
  readonly args: Args;
  readonly outputs?: readonly CommandOutput[];
  readonly confirm?: ConfirmRule<z.output<Args>>;
  readonly runsTyped?: boolean;
  readonly fromIncident?: (incident: Incident) => { readonly [name: string]: string };
  readonly run: (args: z.output<Args>, context: CommandContext) => Promise<CommandResult>;
  /** Whether a `run` that got no answer took effect; left out where no read of the vendor's tells. */
  readonly verify?: (args: z.output<Args>, context: VerifyContext) => Promise<Verdict>;
}

/** Makes a `Command` of its one declaration: arguments for help and forms are read off the zod object. */
export function defineCommand<Args extends z.ZodObject>(declaration: CommandDeclaration<Args>): Command {
  const { args: schema, run, verify, confirm, aliases = [], outputs = [], ...rest } = declaration;
  return {
    ...rest,
    ...(typeof confirm === 'object' && { confirm }),
    aliases,
    outputs,
    arguments: argumentsOf(schema),
    prepare(input) {
      const parsed = schema.strict().safeParse(withoutBlanks(input));
      if (!parsed.success)
        return { ok: false, faults: parsed.error.issues.flatMap((issue) => faultsOf(issue, declaration)) };
      const args = parsed.data as z.output<Args>;
      const question = typeof confirm === 'function' ? confirm(args) : confirm;
      return {
        ok: true,
        args: args as { [name: string]: Json },
        ...(question !== undefined && { confirm: question }),
        run: (context) => run(args, context),
        ...(verify !== undefined && { verify: (context: VerifyContext) => verify(args, context) }),
      };
    },
  };
}

/** A blank field of a form is an argument that was not given. */
function withoutBlanks(input: { readonly [name: string]: string }): { [name: string]: string } {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value.trim() !== ''));
}

function faultsOf(issue: z.core.$ZodIssue, { name }: { readonly name: string }): { path: string; message: string }[] {
  if (issue.code !== 'unrecognized_keys') return [{ path: String(issue.path[0] ?? name), message: issue.message }];
  return issue.keys.map((key) => ({ path: key, message: `${name} has no argument \`${key}\`.` }));
}

interface FieldSchema {
  readonly type?: string;
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly default?: string | number | boolean;
  readonly kind?: ArgumentKind;
  readonly example?: string;
}

function argumentsOf(schema: z.ZodObject): readonly CommandArgument[] {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  const required = new Set(json.required);
  return Object.entries(json.properties ?? {}).map(([name, property]) => {
    const field = property as FieldSchema;
    return {
      name,
      summary: field.description ?? '',
      kind: field.kind ?? (field.enum === undefined ? kindOf(field.type) : 'choice'),
      required: required.has(name),
      ...(field.enum !== undefined && { choices: field.enum }),
      ...(field.default !== undefined && { default: String(field.default) }),
      ...(field.example !== undefined && { example: field.example }),
    };
  });
}

function kindOf(type: string | undefined): ArgumentKind {
  if (type === 'number' || type === 'integer') return 'number';
  return type === 'boolean' ? 'boolean' : 'text';
}
