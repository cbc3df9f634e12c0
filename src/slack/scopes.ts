/** Scopes of the bot token that Picket uses, each with what fails without it. `manifest.yml` asks for the same. */
export const scopes: { readonly [scope: string]: string } = {
  'chat:write': 'posting and updating incidents',
  'chat:write.public': 'posting to public channels without an invitation',
  commands: 'the slash command and the shortcut',
  'channels:read': 'finding public channels by name',
  'groups:read': 'finding private channels by name',
  'channels:history': 'looking for a message after an unclear outcome in public channels',
  'groups:history': 'looking for a message after an unclear outcome in private channels',
  'channels:join': 'joining a public channel that refuses posts from outside',
  'users:read': 'names and time zones of people',
  'users:read.email': 'assigning a vendor’s record to who asks',
  'usergroups:read': 'rights and mentions by user group',
  'files:write': 'files that commands give',
};

/** Scopes that were not granted. None where Slack does not say what was. */
export function missingScopes(granted: readonly string[] | undefined): string[] {
  return granted === undefined ? [] : Object.keys(scopes).filter((scope) => !granted.includes(scope));
}
