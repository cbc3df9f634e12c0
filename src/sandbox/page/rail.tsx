import type { JSX } from 'preact';
import { useContext } from 'preact/hooks';
import { Menu } from './elements/menu.tsx';
import { Icon } from './icons.tsx';
import { Page } from './page-context.ts';
import { Avatar, useName } from './people.tsx';
import { useTheme } from './theme.ts';

const themeIcons = { system: 'auto', light: 'sun', dark: 'moon' } as const;

/** The narrow strip at the far left: workspace, theme, and who one acts as. */
export function Rail({ onHome }: { readonly onHome: () => void }): JSX.Element {
  const { model } = useContext(Page);
  const { theme, next } = useTheme();
  return (
    <div class="rail">
      <button type="button" class="rail-team" aria-label={`${model.team}: show channels`} onClick={onHome}>
        {model.team.slice(0, 1).toUpperCase()}
      </button>
      <button type="button" class="rail-button" onClick={onHome}>
        <Icon name="home" />
        Home
      </button>
      <span class="rail-space" />
      <button
        type="button"
        class="rail-button"
        aria-label={`Theme: ${theme}. Change it`}
        title={`Theme: ${theme}`}
        data-testid="theme"
        onClick={next}
      >
        <Icon name={themeIcons[theme]} />
        {theme === 'system' ? 'Auto' : theme}
      </button>
      <UserMenu />
    </div>
  );
}

/** Who the page acts as, and the others one may try. */
function UserMenu(): JSX.Element {
  const { model, dispatch } = useContext(Page);
  const { name } = useName(model.userId);
  const entries = model.users
    .filter(({ isBot }) => !isBot)
    .map((user) => ({
      label: user.name,
      checked: user.id === model.userId,
      testId: `act-as-${user.name}`,
      choose: () => dispatch({ type: 'act-as', userId: user.id }),
    }));
  return (
    <Menu
      label={`Acting as ${name}. Switch user`}
      title="Act as"
      class="rail-user"
      testId="user-menu"
      entries={entries}
    >
      <Avatar userId={model.userId} size="large" />
      <span class="rail-user-name">{name}</span>
    </Menu>
  );
}
