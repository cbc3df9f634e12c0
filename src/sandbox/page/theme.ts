import { useEffect, useState } from 'preact/hooks';

export type Theme = 'system' | 'light' | 'dark';

const order: readonly Theme[] = ['system', 'light', 'dark'];

/** The chosen theme, kept in the browser; `system` follows the machine. */
export function useTheme(): { readonly theme: Theme; readonly next: () => void } {
  const [theme, setTheme] = useState<Theme>(() => order.find((one) => one === recall('theme')) ?? 'system');
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme;
    remember('theme', theme);
  }, [theme]);
  return { theme, next: () => setTheme(order[(order.indexOf(theme) + 1) % order.length] ?? 'system') };
}

/** What the browser keeps for this page; absent where it keeps nothing. */
export function recall(key: string): string | undefined {
  try {
    return localStorage.getItem(`sandbox.${key}`) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a word in the browser, where it allows that. */
export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(`sandbox.${key}`, value);
  } catch {
    // Private windows may refuse; the page then forgets at the next visit.
  }
}
