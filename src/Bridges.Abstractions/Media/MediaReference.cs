namespace Bridges.Abstractions;

/// <summary>Names a file on a network.</summary>
/// <param name="Key">
/// Names the bytes within the network: equal keys mean equal bytes, whichever account tells of them, so that the host need
/// fetch a file only once. At most 255 characters.
/// </param>
/// <param name="Token">
/// What the module needs to fetch it, in a form of its own (at most 16,384 characters); encrypted at rest like the message.
/// It may have become stale when it is used: the fetch names the message, too.
/// </param>
public sealed record MediaReference(string Key, string Token)
{
    /// <summary>Names the file without what gives access to it.</summary>
    public override string ToString() => Key;
}
