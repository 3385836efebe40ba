import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { t } from '../i18n';
import Notice from './Notice.svelte';

afterEach(cleanup);

describe('a notice that stays', () => {
  const show = () => {
    const onclose = vi.fn();
    render(Notice, { sentence: '/home/haneul/1.txt', onclose });
    return onclose;
  };
  const elsewhere = (tag: 'button' | 'input' | 'p'): HTMLElement =>
    document.body.appendChild(document.createElement(tag));

  it('has a button that closes it', async () => {
    const onclose = show();
    await fireEvent.click(screen.getByText('/home/haneul/1.txt'));
    expect(onclose).not.toHaveBeenCalled();
    await fireEvent.click(screen.getByRole('button', { name: t.notice.close, hidden: true }));
    expect(onclose).toHaveBeenCalledOnce();
  });

  it('goes when something else is pressed or written, and not for a press beside it', async () => {
    const onclose = show();
    const [button, input, text] = [elsewhere('button'), elsewhere('input'), elsewhere('p')];
    await fireEvent.click(text);
    expect(onclose).not.toHaveBeenCalled();
    await fireEvent.click(button);
    expect(onclose).toHaveBeenCalledTimes(1);
    await fireEvent.input(input);
    expect(onclose).toHaveBeenCalledTimes(2);
    for (const element of [button, input, text]) element.remove();
  });
});

it('with something to do about it does that, and goes', async () => {
  const [onclose, run] = [vi.fn(), vi.fn()];
  render(Notice, { sentence: t.drawer.cleared, onclose, act: { label: '로그인할 때 시작', run } });
  await fireEvent.click(screen.getByTestId('notice-act'));
  expect([onclose.mock.calls.length, run.mock.calls.length]).toEqual([1, 1]);
});

it('that goes by itself has no button', () => {
  render(Notice, { sentence: t.drawer.cleared, onclose: null });
  expect(screen.queryByRole('button', { hidden: true })).toBeNull();
});
