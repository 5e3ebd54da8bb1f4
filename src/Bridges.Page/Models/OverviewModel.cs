namespace Bridges.Page.Models;

/// <summary>How everything stands.</summary>
/// <param name="Hours">Messages in each of the last hours, oldest first.</param>
public sealed record OverviewModel(
    IReadOnlyList<NetworkModel> Networks, string Homeserver, string HomeserverState, long Waiting, long GivenUp, int ActiveChats, string Uptime, string Memory, IReadOnlyList<int> Hours);
