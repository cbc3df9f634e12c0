import type { JSX, RefObject } from 'preact';
import type { PageState } from '../slack/page-api.ts';

type Command = PageState['commands'][number];

interface CommandListProps {
  readonly found: readonly Command[];
  readonly chosen: number;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly choose: (index: number) => void;
}

/** The commands that fit what is typed; the keyboard stays in the field. */
export function CommandList({ found, chosen, field, choose }: CommandListProps): JSX.Element {
  return (
    <div class="command-list" role="listbox" aria-label="Commands" data-testid="commands">
      <div class="popup-title">Commands</div>
      {found.map(({ command, description, usageHint }, index) => (
        <button
          key={command}
          type="button"
          role="option"
          tabIndex={-1}
          aria-selected={index === chosen}
          class={`command-item ${index === chosen ? 'chosen' : ''}`}
          onClick={() => {
            choose(index);
            field.current?.focus();
          }}
        >
          <b>{command}</b> <span class="command-usage">{usageHint}</span>
          <small>{description}</small>
        </button>
      ))}
    </div>
  );
}

/** What may follow the command that is being typed. */
export function UsageHint({ command }: { readonly command: Command }): JSX.Element {
  return (
    <div class="command-list usage" role="note" data-testid="usage">
      <b>{command.command}</b> <span class="command-usage">{command.usageHint}</span>
      <small>{command.description}</small>
    </div>
  );
}
