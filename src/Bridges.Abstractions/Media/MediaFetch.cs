namespace Bridges.Abstractions;

/// <summary>A file that is to be brought from a network to this machine.</summary>
/// <param name="Chat">The chat it was said in.</param>
/// <param name="Message">The message that it belongs to, to be asked for again where <paramref name="Reference"/> is stale; null for files of no message (sticker packs).</param>
/// <param name="PartId">The part of the message.</param>
/// <param name="Reference">As the module gave it.</param>
/// <param name="Path">
/// Where to write it. The folder exists. Where the file exists already it holds the first bytes of an earlier try of the
/// same file: go on behind them if the network can, else write anew.
/// </param>
/// <param name="MaximumSize">In bytes: stop with <see cref="MediaTooLargeException"/> as soon as it is known to be larger.</param>
public sealed record MediaFetch(
    ChatKey Chat, RemoteMessageId? Message, string PartId, MediaReference Reference, string Path, long MaximumSize);
