import * as z from 'zod';

/** What Slack's Web API and response URLs answer, as far as Picket reads it. Source: PLATFORM §3, §5, §11. */

const Id = z.string().min(1);
const OptionalText = z.string().nullish();

const ListedChannel = z
  .object({
    id: Id,
    name: Id,
    is_private: z.boolean().nullish(),
    is_member: z.boolean().nullish(),
    is_ext_shared: z.boolean().nullish(),
  })
  .transform((wire) => ({
    id: wire.id,
    name: wire.name.toLowerCase(),
    private: wire.is_private ?? false,
    member: wire.is_member ?? false,
    external: wire.is_ext_shared ?? false,
  }));

const ListedGroup = z
  .object({ id: Id, handle: Id, date_delete: z.number().nullish(), users: z.array(z.string()).nullish() })
  .transform((wire) => ({
    id: wire.id,
    handle: wire.handle,
    deleted: (wire.date_delete ?? 0) > 0,
    users: wire.users ?? [],
  }));
export type UserGroup = z.output<typeof ListedGroup>;

/** The channels of one page of conversations.list; what has no id or name is left out. */
export function channelsOf(page: object): z.output<typeof ListedChannel>[] {
  return eachOf(ListedChannel, 'channels' in page ? page.channels : []);
}

/** The living groups of usergroups.list. */
export function groupsOf(page: object): UserGroup[] {
  return eachOf(ListedGroup, 'usergroups' in page ? page.usergroups : []).filter(({ deleted }) => !deleted);
}

/** A message of the past, as far as looking for our own needs it. */
const ListedMessage = z
  .object({
    ts: Id,
    metadata: z
      .object({ event_type: z.string(), event_payload: z.record(z.string(), z.unknown()) })
      .nullish()
      .catch(undefined),
    files: z
      .array(z.object({ name: OptionalText, title: OptionalText }))
      .nullish()
      .catch(undefined),
  })
  .transform(({ ts, metadata, files }) => ({
    ts,
    eventType: metadata?.event_type,
    payload: metadata?.event_payload ?? {},
    files: (files ?? []).flatMap(({ name, title }) => [name, title]),
  }));
export type PastMessage = z.output<typeof ListedMessage>;

/** The messages of a page of history or replies; what cannot be read is none of ours. */
export function pastMessagesOf(page: object): PastMessage[] {
  return eachOf(ListedMessage, 'messages' in page ? page.messages : []);
}

/** Who somebody is, out of users.info; absent where it cannot be read. */
export function personOf(answer: object): { readonly email: string | undefined } | undefined {
  const person = z
    .object({ user: z.object({ profile: z.object({ email: OptionalText }).nullish() }) })
    .safeParse(answer).data;
  return person === undefined ? undefined : { email: person.user.profile?.email ?? undefined };
}

function eachOf<T>(schema: z.ZodType<T>, items: unknown): T[] {
  return Array.isArray(items) ? items.flatMap((item) => schema.safeParse(item).data ?? []) : [];
}

/** What a `response_url` answered: Slack's error word, `http_404`, or nothing where it took the message. */
export function refusalOf(status: number, body: string): string | undefined {
  const parsed = z.object({ ok: z.literal(false), error: OptionalText }).safeParse(jsonOf(body)).data;
  if (parsed !== undefined) return parsed.error ?? 'refused';
  return status >= 200 && status < 300 ? undefined : `http_${status}`;
}

/** Who the bot token is, out of auth.test. */
export const Identity = z
  .object({ team_id: Id, user_id: Id, bot_id: OptionalText, url: OptionalText })
  .transform((wire) => ({
    teamId: wire.team_id,
    botUserId: wire.user_id,
    botId: wire.bot_id ?? undefined,
    workspaceUrl: wire.url ?? undefined,
  }));
export type Identity = z.output<typeof Identity>;

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
