/** Starts the page. */
import { mount } from 'svelte';
import { createBackend } from '$backend';
import Root from './Root.svelte';
import { language, t } from './i18n';
import './styles/tokens.css';
import './styles/base.css';
import './styles/parts.css';

const page = document.body;
page.dataset['cspViolations'] = '0';
document.addEventListener('securitypolicyviolation', () => {
  page.dataset['cspViolations'] = String(Number(page.dataset['cspViolations']) + 1);
});
document.documentElement.lang = language;
document.title = t.appName;

page.replaceChildren();
mount(Root, { target: page, props: { backend: createBackend() } });
