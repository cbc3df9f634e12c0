import * as z from 'zod';

/** Slack payloads as far as Picket reads them. Source: PLATFORM §6.3. What is not read may be absent or different. */

const Id = z.string().min(1);
const OptionalText = z.string().nullish();

const Person = z.object({ id: Id, team_id: OptionalText });
const Team = z.object({ id: Id }).nullish();

const who = { user: Person, team: Team } as const;

function teamOf({ user, team }: { user: z.output<typeof Person>; team?: z.output<typeof Team> }): string | undefined {
  return user.team_id ?? team?.id;
}

// A parent names itself as its thread once it has replies: whoever presses there reads the channel, not the thread.
function threadOf(threadTs: string | null | undefined, messageTs: string | null | undefined): string | undefined {
  return threadTs === messageTs ? undefined : (threadTs ?? undefined);
}

const Action = z.object({
  action_id: z.string(),
  block_id: z.string().nullish(),
  value: OptionalText,
  selected_option: z.object({ value: OptionalText }).nullish(),
  action_ts: OptionalText,
});

/** The modal or home tab that was pressed in. */
function viewOf(
  view:
    { id: string; hash?: string | null | undefined; private_metadata?: string | null | undefined } | null | undefined,
) {
  if (view === undefined || view === null) return undefined;
  return { id: view.id, hash: view.hash ?? undefined, metadata: view.private_metadata ?? '' };
}

/** A press on a button or an entry of a menu. */
export const Pressed = z
  .object({
    ...who,
    trigger_id: OptionalText,
    response_url: OptionalText,
    container: z
      .object({
        type: OptionalText,
        channel_id: OptionalText,
        message_ts: OptionalText,
        thread_ts: OptionalText,
        is_ephemeral: z.boolean().nullish(),
      })
      .nullish(),
    channel: Team,
    message: z.object({ ts: OptionalText, thread_ts: OptionalText }).nullish(),
    view: z.object({ id: Id, hash: OptionalText, private_metadata: OptionalText }).nullish(),
    actions: z.tuple([Action]).rest(z.unknown()),
  })
  .transform((wire) => {
    const [action] = wire.actions;
    return {
      userId: wire.user.id,
      teamId: teamOf(wire),
      triggerId: wire.trigger_id ?? undefined,
      responseUrl: wire.response_url ?? undefined,
      channelId: wire.container?.channel_id ?? wire.channel?.id,
      messageTs: wire.container?.message_ts ?? wire.message?.ts ?? undefined,
      threadTs: threadOf(
        wire.container?.thread_ts ?? wire.message?.thread_ts,
        wire.container?.message_ts ?? wire.message?.ts,
      ),
      ephemeral: wire.container?.is_ephemeral ?? false,
      view: viewOf(wire.view),
      actionId: action.action_id,
      actionTs: action.action_ts ?? undefined,
      blockId: action.block_id ?? '',
      value: action.value ?? action.selected_option?.value ?? undefined,
    };
  });
export type Pressed = z.output<typeof Pressed>;

/** A slash command. */
export const Typed = z
  .object({
    text: OptionalText,
    user_id: Id,
    team_id: OptionalText,
    channel_id: OptionalText,
    trigger_id: OptionalText,
    response_url: OptionalText,
  })
  .transform((wire) => ({
    text: wire.text ?? '',
    userId: wire.user_id,
    teamId: wire.team_id ?? undefined,
    channelId: wire.channel_id ?? undefined,
    triggerId: wire.trigger_id ?? undefined,
    responseUrl: wire.response_url ?? undefined,
  }));
export type Typed = z.output<typeof Typed>;

const Input = z.object({
  value: OptionalText,
  selected_option: z.object({ value: OptionalText }).nullish(),
  selected_options: z.array(z.object({ value: OptionalText })).nullish(),
  selected_date: OptionalText,
});

function inputText(input: z.output<typeof Input>): string {
  if (input.selected_options !== undefined && input.selected_options !== null) {
    return input.selected_options.flatMap(({ value }) => value ?? []).join(',');
  }
  return input.value ?? input.selected_option?.value ?? input.selected_date ?? '';
}

/** A modal sent: each block's one input as text, by block id. */
export const Submitted = z
  .object({
    ...who,
    trigger_id: OptionalText,
    view: z.object({
      id: Id,
      hash: OptionalText,
      callback_id: OptionalText,
      private_metadata: OptionalText,
      state: z.object({ values: z.record(z.string(), z.record(z.string(), Input)) }),
    }),
  })
  .transform((wire) => ({
    userId: wire.user.id,
    teamId: teamOf(wire),
    triggerId: wire.trigger_id ?? undefined,
    viewId: wire.view.id,
    hash: wire.view.hash ?? undefined,
    callbackId: wire.view.callback_id ?? '',
    metadata: wire.view.private_metadata ?? '',
    values: Object.fromEntries(
      Object.entries(wire.view.state.values).map(([block, inputs]) => [
        block,
        Object.values(inputs).map(inputText).join(','),
      ]),
    ),
  }));
export type Submitted = z.output<typeof Submitted>;

/** A shortcut, on a message or global. `message` may be of any app. */
export const Shortcut = z
  .object({
    ...who,
    callback_id: z.string(),
    channel: Team,
    message: z.looseObject({ ts: OptionalText, thread_ts: OptionalText }).nullish(),
    trigger_id: OptionalText,
    response_url: OptionalText,
  })
  .transform((wire) => ({
    userId: wire.user.id,
    teamId: teamOf(wire),
    callbackId: wire.callback_id,
    channelId: wire.channel?.id,
    threadTs: threadOf(wire.message?.thread_ts, wire.message?.ts),
    message: wire.message ?? undefined,
    triggerId: wire.trigger_id ?? undefined,
    responseUrl: wire.response_url ?? undefined,
  }));
export type Shortcut = z.output<typeof Shortcut>;

export const HomeOpened = z.object({ user: Id, tab: OptionalText });

/** Where an answer to any payload can go, for when everything else about it is unreadable. */
export const Answerable = z.object({
  user: Person.nullish(),
  user_id: OptionalText,
  response_url: OptionalText,
});

const Texts = z.record(z.string(), z.string());

/** The `value` of our buttons and options: see `render/press-value.ts`. */
const PressValue = z
  .object({ a: Texts.default({}), f: z.literal(1).optional(), c: z.string().optional() })
  .transform(({ a, f, c }) => ({ args: a, form: f === 1, command: c }));

/** A form's `private_metadata`: what it is about and where its answer goes. */
const FormMetadata = z.object({
  command: z.string(),
  instance: z.string().optional(),
  key: z.string().optional(),
  channelId: z.string().optional(),
  threadTs: z.string().optional(),
  responseUrl: z.string().optional(),
  confirmed: z.boolean().optional(),
});
export type FormMetadata = z.output<typeof FormMetadata>;

/** A summary list's `private_metadata`: what it shows, where it was opened, and keys whose `Post` was pressed in it. */
const SummaryMetadata = z.object({
  id: Id,
  page: z.int().min(0),
  channelId: z.string().optional(),
  posting: z.array(z.string()).readonly().default([]),
});
export type SummaryMetadata = z.output<typeof SummaryMetadata>;

/** What a button says; no arguments where it carries no value; absent where its value is not of this version. */
export function pressValueOf(value: string | undefined): z.output<typeof PressValue> | undefined {
  if (value === undefined || value === '') return { args: {}, form: false, command: undefined };
  return PressValue.safeParse(jsonOf(value)).data;
}

/** A form's own note; absent where it is not of this version. */
export function formMetadataOf(text: string): FormMetadata | undefined {
  return FormMetadata.safeParse(jsonOf(text)).data;
}

/** A summary list's own note; absent where it is not of this version. */
export function summaryMetadataOf(text: string): SummaryMetadata | undefined {
  return SummaryMetadata.safeParse(jsonOf(text)).data;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
