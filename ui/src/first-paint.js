/**
 * The size of the text from the first paint on: the app gives it in the page's address (`text=130`), as it gives the language. Read while
 * the page is being read, before any other script; the settings take over once they are there.
 */
const percent = Number(new URLSearchParams(location.search).get('text'));
if (percent >= 50 && percent <= 300) document.documentElement.style.fontSize = `${percent}%`;
