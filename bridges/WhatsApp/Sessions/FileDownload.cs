using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.WhatsApp.Engines;

namespace Bridges.WhatsApp.Sessions;

/// <summary>Has the engine fetch the file of a message.</summary>
internal static class FileDownload
{
    /// <summary>How long WhatsApp may take, and the phone where WhatsApp has the file no more.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    /// <exception cref="MediaTooLargeException">It is larger than the limit.</exception>
    public static async Task DownloadAsync(this AccountSession session, string chat, string message, string path, long limit, CancellationToken cancellationToken)
    {
        try
        {
            await session.RequestAsync(
                "media.download", new JsonObject { ["chat"] = chat, ["id"] = message, ["path"] = path, ["limit"] = limit }, cancellationToken, Patience);
        }
        catch (BridgeException exception) when (exception.Message == EngineErrors.TooLarge)
        {
            throw new MediaTooLargeException(size: null);
        }
    }
}
