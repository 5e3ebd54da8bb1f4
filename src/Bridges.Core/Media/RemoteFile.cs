using Bridges.Abstractions;
using Bridges.Core.Accounts;

namespace Bridges.Core.Media;

/// <summary>A file of a message that is to be carried to Matrix.</summary>
/// <param name="Message">Null: it belongs to no message.</param>
internal sealed record RemoteFile(RunningAccount Account, ChatKey Chat, RemoteMessageId? Message, string Part, MediaFile File, FileForm Form)
{
    /// <summary>What it is called where the network gives it no name.</summary>
    public string Word { get; init; } = "file";

    /// <summary>Names the bytes in the form asked for; null where the network gives no handle to them.</summary>
    public string? Key => File.Reference is { } reference ? $"{Form}:{reference.Key}" : null;
}
