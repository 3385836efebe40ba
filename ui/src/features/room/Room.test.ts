import { cleanup, render, screen } from '@testing-library/svelte';
import { createRawSnippet } from 'svelte';
import { afterEach, describe, expect, it } from 'vitest';
import { t } from '../../i18n';
import { LIBRARIES, makeText } from '../../ipc/fake/make';
import type { Library } from '../../ipc/bindings/Library';
import { rowsOf, type Row } from '../../state/rows';
import Room from './Room.svelte';

afterEach(cleanup);

const nothing = (): undefined => undefined;
const empty = createRawSnippet(() => ({ render: () => '<span></span>' }));

function show(rows: readonly Row[], loading = false) {
  const library = LIBRARIES[0] as Library;
  const heard = {
    onback: nothing,
    onfind: nothing,
    onmenu: nothing,
    onolder: () => Promise.resolve(),
    onplace: nothing,
    ondetails: nothing,
    onletter: () => false,
    ondelete: nothing,
    menu: () => [],
    onexample: nothing,
    onsend: nothing,
    ondraft: nothing,
    onresend: nothing,
    ondiscard: nothing,
    onreply: nothing,
    onlost: nothing,
  };
  render(Room, {
    library,
    status: '',
    muted: false,
    rows,
    loading,
    hasOlder: false,
    left: null,
    atLine: false,
    history: [],
    draft: '',
    offered: '',
    enterSends: true,
    singleKeys: true,
    replies: [],
    highlighted: null,
    searchOf: nothing,
    asked: () => library,
    cardLabel: () => '',
    newsLabel: () => '',
    card: empty,
    news: empty,
    bar: empty,
    ...heard,
  });
}

describe('a room that was emptied', () => {
  it('says so in place of its messages', () => {
    show([]);
    expect(screen.getByText(t.drawer.cleared)).toBeTruthy();
    expect(screen.queryByRole('log')).toBeNull();
  });

  it('says nothing of that while it is read, or once something is in it', () => {
    show([], true);
    expect(screen.queryByText(t.drawer.cleared)).toBeNull();
    cleanup();
    show(rowsOf([makeText(1, '토지')], []));
    expect(screen.queryByText(t.drawer.cleared)).toBeNull();
    expect(screen.getByRole('log')).toBeTruthy();
  });
});
