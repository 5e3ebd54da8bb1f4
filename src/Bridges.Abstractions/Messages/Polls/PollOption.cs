namespace Bridges.Abstractions;

/// <summary>One answer of a poll.</summary>
/// <param name="Id">
/// From a network: the network's own id, unique in the poll, the same in every telling (a number, a hash). To a network: the
/// Matrix client's id; the module returns its own in <see cref="SentMessage.PollOptions"/>.
/// </param>
public sealed record PollOption(string Id, RichText Text);
