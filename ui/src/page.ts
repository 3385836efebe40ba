/** Puts the page in its place. */
import { mount } from 'svelte';
import { createBackend } from '$backend';
import Root from './Root.svelte';
import { language, t } from './i18n';

/** Shows the page in place of the first screen, and counts what its content security policy refuses. */
export function show(body: HTMLElement): void {
  body.dataset['cspViolations'] = '0';
  document.addEventListener('securitypolicyviolation', () => {
    body.dataset['cspViolations'] = String(Number(body.dataset['cspViolations']) + 1);
  });
  document.documentElement.lang = language;
  document.title = t.appName;

  body.replaceChildren();
  mount(Root, { target: body, props: { backend: createBackend() } });
}
