import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

/** An option as lists show it; `key` is what it is compared by. */
export interface Choice {
  readonly key: string;
  readonly label: string;
  readonly detail?: string;
  readonly group?: string;
}

interface OptionListProps {
  readonly choices: readonly Choice[];
  readonly chosen: ReadonlySet<string>;
  readonly label: string;
  readonly multiple?: boolean;
  readonly choose: (choice: Choice) => void;
}

/** A list of options with a field to find one by its words. */
export function OptionList({ choices, chosen, label, multiple = false, choose }: OptionListProps): JSX.Element {
  const [query, setQuery] = useState('');
  const found = choices.filter(({ label: words }) => words.toLowerCase().includes(query.trim().toLowerCase()));
  const first = found[0];
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.isComposing) return;
    event.preventDefault();
    if (first) choose(first);
  };
  return (
    <>
      <input
        type="search"
        class="popup-search"
        placeholder="Search"
        aria-label={`Find in ${label}`}
        value={query}
        onInput={({ currentTarget }) => setQuery(currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <div role="listbox" aria-label={label} aria-multiselectable={multiple} class="popup-list">
        {found.length === 0 && <div class="popup-empty">No results</div>}
        {found.map((choice, index) => (
          <OptionRow
            key={choice.key}
            choice={choice}
            heading={choice.group !== found[index - 1]?.group ? choice.group : undefined}
            chosen={chosen.has(choice.key)}
            onChoose={() => choose(choice)}
          />
        ))}
      </div>
    </>
  );
}

interface OptionRowProps {
  readonly choice: Choice;
  readonly heading: string | undefined;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

function OptionRow({ choice, heading, chosen, onChoose }: OptionRowProps): JSX.Element {
  return (
    <>
      {heading && (
        <div class="popup-title" role="presentation">
          {heading}
        </div>
      )}
      <button type="button" role="option" aria-selected={chosen} class="popup-item" onClick={onChoose}>
        <span class="popup-item-text">
          {choice.label}
          {choice.detail && <small>{choice.detail}</small>}
        </span>
        {chosen && <span aria-hidden="true">✓</span>}
      </button>
    </>
  );
}
