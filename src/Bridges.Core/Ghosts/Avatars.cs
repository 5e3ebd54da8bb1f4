using Bridges.Abstractions;
using Bridges.Matrix;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.Ghosts;

/// <summary>Carries profile and chat pictures from a network to the homeserver's media store.</summary>
internal sealed partial class Avatars(HomeserverClients clients, ILogger<Avatars> logger)
{
    private const int MaxBytes = 4 * 1024 * 1024;

    /// <summary>The picture on the homeserver; null where there is none or it cannot be had. A missing picture stops nothing.</summary>
    public async Task<MxcUri?> UploadAsync(IRemoteAccount account, AvatarReference? avatar, CancellationToken cancellationToken)
    {
        if (avatar is null || account.Account is not IFetchesAvatars source)
        {
            return null;
        }

        try
        {
            var file = await ModuleCalls.RunAsync(() => source.FetchAvatarAsync(avatar, cancellationToken), cancellationToken);
            return file is null || file.Bytes.Length > MaxBytes || !file.ContentType.StartsWith("image/", StringComparison.Ordinal)
                ? null
                : await clients.Main.UploadAsync(actingAs: null, file.Bytes, file.ContentType, fileName: null, cancellationToken);
        }
        catch (Exception exception) when (exception is BridgeException or MatrixException)
        {
            Log.NotFetched(logger, exception, account.Network.Value);
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "A picture from {Network} could not be carried over")]
        public static partial void NotFetched(ILogger logger, Exception exception, string network);
    }
}
