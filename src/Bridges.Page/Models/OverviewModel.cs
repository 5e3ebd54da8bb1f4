namespace Bridges.Page.Models;

/// <summary>How everything stands.</summary>
/// <param name="Stores">What is kept on disk.</param>
/// <param name="Hours">Messages in each of the last hours, oldest first.</param>
public sealed record OverviewModel(
    IReadOnlyList<NetworkModel> Networks, string Homeserver, string HomeserverState, long Waiting, long GivenUp, int ActiveChats, string Uptime, string Memory, IReadOnlyList<StoreModel> Stores, IReadOnlyList<int> Hours);
