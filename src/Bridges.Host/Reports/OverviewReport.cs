using Bridges.Core;

namespace Bridges.Host.Reports;

/// <summary>How everything stands.</summary>
/// <param name="HomeserverReachesUs">Whether it called back when it was asked to last.</param>
/// <param name="Waiting">Messages that wait for their turn or their next attempt.</param>
/// <param name="WaitingSince">When the one of them that waits longest came in; null where none waits.</param>
/// <param name="GivenUp">Dead letters.</param>
/// <param name="ActiveChats">Chats with work at this moment.</param>
/// <param name="Stored">What is kept on disk, in bytes.</param>
/// <param name="MessagesAnHour">Of the last week, oldest hour first; the last is the one at hand.</param>
internal sealed record OverviewReport(
    IReadOnlyList<NetworkReport> Networks, string Homeserver, bool HomeserverReachesUs, long Waiting, DateTimeOffset? WaitingSince, long GivenUp, int ActiveChats, DateTimeOffset RunsSince, long MemoryBytes, StoredSizes Stored, IReadOnlyList<int> MessagesAnHour);
