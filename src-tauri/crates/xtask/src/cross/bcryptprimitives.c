/* bcryptprimitives.dll for a Wine that has none: ProcessPrng, which Rust's standard library imports. */
#include <windows.h>
#include <ntsecapi.h>

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE bytes, SIZE_T count) {
  while (count) {
    ULONG part = count > 0x10000000 ? 0x10000000 : (ULONG)count;
    if (!RtlGenRandom(bytes, part)) return FALSE;
    bytes += part;
    count -= part;
  }
  return TRUE;
}
