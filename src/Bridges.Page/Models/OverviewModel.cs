namespace Bridges.Page.Models;

/// <summary>How everything stands.</summary>
/// <param name="Waiting">How many messages wait, and since when the first of them.</param>
/// <param name="Stores">What is kept on disk.</param>
/// <param name="Hours">Messages in each of the last hours, oldest first.</param>
public sealed record OverviewModel(
    IReadOnlyList<NetworkModel> Networks, string Homeserver, string HomeserverState, string Waiting, long GivenUp, int ActiveChats, string Uptime, string Memory, IReadOnlyList<StoreModel> Stores, IReadOnlyList<int> Hours);
