using System.Runtime.InteropServices;

namespace Bridges.Telegram.State;

/// <summary>What an update changed of something that was known before.</summary>
/// <param name="Id">The chat, or the user.</param>
/// <param name="Message">For the two reading marks: TDLib's id of the message.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct StateChange(StateChangeKind Kind, long Id = 0, long Message = 0);
