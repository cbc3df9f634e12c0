import { logActivity } from './activity.ts';
import type { Message } from './wire.ts';
import type { World } from './world.ts';

/** How the conversation names the vendor's side. Source: fixture `alert/conversation.json`. */
const SUPPORT = 'Intsights';

/** Puts a question into an alert's conversation, and has it answered later where the settings say so. */
export function ask(world: World, alertId: string, question: string): void {
  const asked = world.alerts.dossier(alertId).conversation.filter(({ Initiator }) => Initiator !== SUPPORT).length;
  say(world, alertId, { by: 'API', message: question });
  logActivity(world, alertId, { type: 'AskTheAnalystQuestion' });
  const { analyst } = world.settings();
  if (analyst === 'silent') return;
  const reply = analyst.answers[asked % analyst.answers.length] ?? 'We are looking into it.';
  world.later(analyst.afterMs, () => {
    if (world.alerts.find(alertId)) answer(world, alertId, reply);
  });
}

/** The analyst says something; the alert's update date stays, as at the vendor. */
export function answer(world: World, alertId: string, message: string): void {
  say(world, alertId, { by: SUPPORT, message });
  logActivity(world, alertId, { type: 'AskTheAnalystAnswer', initiator: 'System' });
  world.changed();
}

function say(world: World, alertId: string, { by, message }: { readonly by: string; readonly message: string }): void {
  const said: Message = { Date: world.now().toISOString(), Initiator: by, Message: message };
  world.alerts.file(alertId, ({ conversation }) => ({ conversation: [...conversation, said] }));
}
