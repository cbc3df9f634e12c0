import * as z from 'zod';
import type { Command } from '../../domain/command.ts';
import type { Incident } from '../../domain/incident.ts';
import { alertId, alertOfIncident, alertWrite } from './alert-command.ts';
import { alertNow, isAsked, isLogged, mailedTo } from './alert-looks.ts';
import { required, requiredList } from './arguments.ts';
import { filesArgument, filesOf } from './attached-files.ts';
import type { Rapid7Client } from './client.ts';
import { at } from './intelligence/rows.ts';
import { pythonText } from './python-text.ts';
import { AlertRecord } from './schema.ts';

export const tagCommand = 'threat-command-alert-tag-add';
export const noteCommand = 'threat-command-alert-note-add';
export const askCommand = 'threat-command-alert-analyst-ask';

const addTag = alertWrite({
  name: tagCommand,
  summary: 'Put a tag on an alert',
  needs: 'respond',
  args: z.object({ alert_id: alertId, tag_name: required('tag_name').describe('The tag') }),
  call: ({ tag_name: tag }) => ({ method: 'PATCH', endpoint: 'add-tag', body: { TagName: tag } }),
  text: ({ alert_id: id, tag_name: tag }) => `The tag "${tag}" successfully added to "${id}" Alert.`,
  patch: ({ tag_name: tag }) => ({ did: `added the tag "${tag}"` }),
  tells: async ({ tag_name: tag }, look) => (await alertNow(look))?.tags.some(({ name }) => name === tag.trim()),
});

const removeTag = alertWrite({
  name: 'threat-command-alert-tag-remove',
  summary: 'Take a tag off an alert',
  needs: 'respond',
  args: z.object({
    alert_id: alertId,
    tag_id: required('tag_id')
      .describe('Id of the tag, as threat-command-alert-list gives it')
      .meta({ example: '63c41eda6c99c9ef2d802816' }),
  }),
  fromIncident: (incident) => ({ ...alertOfIncident(incident), ...onlyTagOf(incident) }),
  call: ({ tag_id: tag }) => ({ method: 'PATCH', endpoint: 'remove-tag', body: { TagID: tag } }),
  text: ({ alert_id: id, tag_id: tag }) => `The tag "${tag}" successfully removed from "${id}" Alert.`,
  patch: ({ tag_id: tag }) => ({ did: `removed the tag ${tag}` }),
  async tells({ tag_id: tag }, look) {
    const alert = await alertNow(look);
    return alert && !alert.tags.some(({ id }) => id === tag);
  },
});

const addNote = alertWrite({
  name: noteCommand,
  summary: 'Write a note on an alert',
  needs: 'respond',
  args: z.object({
    alert_id: alertId,
    note: required('note').describe('The note').meta({ kind: 'long-text' }),
    entry_ids: filesArgument('pdf, csv, doc, docx, png, txt, jpeg or jpg'),
  }),
  call: ({ note, entry_ids: files }) => ({
    method: 'POST',
    endpoint: 'add-note',
    body: {
      Note: note,
      Files: filesOf(files).map(({ data, type, name }) => ({ Data: data, Type: type, Name: name })),
    },
    // `Files` has to be there even when it is empty (CONTRACT.md §4.3).
    wholeBody: true,
  }),
  text: ({ alert_id: id }) => `Note successfully add to alert "${id}".`,
  patch: ({ note }) => ({ did: `noted: ${note}` }),
  tells: async ({ note }, look) => isLogged(look, 'WriteComment', ({ Comment }) => Comment === note),
});

const sendMail = alertWrite({
  name: 'threat-command-alert-send-mail',
  summary: 'Send an alert to people by e-mail',
  needs: 'act',
  args: z.object({
    alert_id: alertId,
    email_addresses: requiredList('email_addresses')
      .describe('To whom')
      .meta({ example: 'soc@acme.example, it@acme.example' }),
    content: required('content').describe('What the mail says').meta({ kind: 'long-text' }),
  }),
  confirm: {
    title: 'Send the alert by e-mail?',
    text: 'Threat Command sends it at once; it cannot be called back.',
    confirm: 'Send',
    deny: 'Cancel',
  },
  call: ({ email_addresses: emails, content }) => ({
    method: 'POST',
    endpoint: 'send-mail',
    body: { Emails: emails, Content: content },
  }),
  text: ({ alert_id: id, email_addresses: emails }) =>
    `The alert "${id}" successfully send to "${pythonText(emails)}".`,
  patch: ({ email_addresses: emails }) => ({ did: `sent this to ${emails.join(', ')}` }),
  async tells({ email_addresses: emails, content }, look) {
    const isSent = await isLogged(look, 'Mail', (information) => {
      const addresses = mailedTo(information);
      return at('Mail', 'Question')(information) === content && emails.every((email) => addresses.includes(email));
    });
    // When a mail that is on its way enters the log is not known, and a second one cannot be called back.
    return isSent ? true : undefined;
  },
});

const askAnalyst = alertWrite({
  name: askCommand,
  summary: 'Ask an analyst of Rapid7 about an alert; the answer arrives in its thread',
  needs: 'respond',
  args: z.object({
    alert_id: alertId,
    question: required('question').describe('The question').meta({ kind: 'long-text' }),
  }),
  call: ({ question }) => ({ method: 'POST', endpoint: 'ask-the-analyst', body: { Question: question } }),
  text: ({ alert_id: id }) => `The alert "${id}" successfully sent to the analyst.`,
  patch: ({ question }) => ({ watch: true, did: `asked the analyst: ${question}` }),
  tells: async ({ question }, look) => isAsked(look, question),
});

/** What is said about an alert: tags, notes, mail, questions. Source: CONTRACT.md §4.3, §7.3. */
export function alertWordCommands(client: Rapid7Client): readonly Command[] {
  return [addTag, removeTag, addNote, sendMail, askAnalyst].map((command) => command(client));
}

/** The id of an incident's tag, where there is but one to mean. */
function onlyTagOf({ raw }: Incident): { readonly tag_id?: string } {
  const tags = AlertRecord.safeParse(raw).data?.alert.tags ?? [];
  const [only] = tags;
  return tags.length === 1 && only?.id !== undefined ? { tag_id: only.id } : {};
}
