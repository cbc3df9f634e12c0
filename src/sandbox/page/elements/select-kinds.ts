import type { ElementValue } from '../../slack/page-api.ts';
import type { DirectoryView } from '../directory.ts';
import { type Dict, dicts, optionsOf, str, wordsOf } from '../blocks/read.ts';
import type { Choice } from './option-list.tsx';

/** What a select of some type lets one choose from. */
export function choicesOf(element: Dict, directory: DirectoryView): readonly Choice[] {
  switch (str(element['type'])) {
    case 'users_select':
    case 'multi_users_select':
      return directory.users.map(({ id, name, isBot }) => ({ key: id, label: isBot ? `${name} (app)` : name }));
    case 'channels_select':
    case 'conversations_select':
      return directory.channels
        .filter(({ kind }) => kind !== 'dm')
        .map(({ id, name }) => ({ key: id, label: `# ${name}` }));
    default:
      return [
        ...dicts(element['options']).map((option) => choiceOf(option)),
        ...dicts(element['option_groups']).flatMap((group) =>
          dicts(group['options']).map((option) => choiceOf(option, wordsOf(group['label']))),
        ),
      ];
  }
}

/** The keys of what a select holds. */
export function chosenOf(value: ElementValue | undefined): ReadonlySet<string> {
  if (!value) return new Set();
  const single = [value.selected_user, value.selected_conversation, value.selected_channel];
  const options = [...dicts([value.selected_option]), ...dicts(value.selected_options)];
  const keys = [...single, ...(value.selected_users ?? []), ...options.map((option) => str(option['value']))];
  return new Set(keys.filter((key): key is string => typeof key === 'string' && key !== ''));
}

/** The value of a single select that holds `key`, or nothing. */
export function singleValue(element: Dict, key: string | undefined): ElementValue {
  const type = str(element['type']);
  const chosen = key ?? null;
  if (type === 'users_select') return { type, selected_user: chosen };
  if (type === 'conversations_select') return { type, selected_conversation: chosen };
  if (type === 'channels_select') return { type, selected_channel: chosen };
  return { type, selected_option: optionsOf(element).find((option) => option['value'] === key) ?? null };
}

/** The value of a multi-select that holds `keys`. */
export function multiValue(element: Dict, keys: ReadonlySet<string>): ElementValue {
  const type = str(element['type']);
  if (type === 'multi_users_select') return { type, selected_users: [...keys] };
  return { type, selected_options: optionsOf(element).filter((option) => keys.has(str(option['value']))) };
}

function choiceOf(option: Dict, group?: string): Choice {
  const detail = wordsOf(option['description']);
  return {
    key: str(option['value']),
    label: wordsOf(option['text']),
    ...(detail ? { detail } : {}),
    ...(group ? { group } : {}),
  };
}
