using Bridges.Abstractions;
using Bridges.Matrix;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.Ghosts;

/// <summary>Carries profile and chat pictures from a network to the homeserver's media store.</summary>
internal sealed partial class Avatars(HomeserverClients clients, ILogger<Avatars> logger)
{
    private const int MaxBytes = 4 * 1024 * 1024;

    /// <summary>
    /// The picture that somebody has now, or a chat, on the homeserver: none where there is none or it cannot be had. One that cannot be had just now leaves
    /// the one before, so that the next comparison asks for it again. A missing picture stops nothing.
    /// </summary>
    public async Task<CarriedPicture> CarryAsync(IRemoteAccount account, AvatarReference? avatar, CarriedPicture before, CancellationToken cancellationToken)
    {
        if (avatar?.Id == before.Id)
        {
            return before;
        }

        if (avatar is null || account.Account is not IFetchesAvatars source)
        {
            return new CarriedPicture(avatar?.Id, Mxc: null);
        }

        try
        {
            var file = await ModuleCalls.RunAsync(() => source.FetchAvatarAsync(avatar, cancellationToken), cancellationToken);
            var address = file is null || file.Bytes.Length > MaxBytes || !file.ContentType.StartsWith("image/", StringComparison.Ordinal)
                ? default(MxcUri?)
                : await clients.Main.UploadAsync(actingAs: null, file.Bytes, file.ContentType, fileName: null, cancellationToken);
            return new CarriedPicture(avatar.Id, address?.Value);
        }
        catch (Exception exception) when (exception is BridgeException or MatrixException)
        {
            Log.NotFetched(logger, exception, account.Network.Value);
            return exception is BridgeException { Kind: FailureKind.Transient } or MatrixException { IsTransient: true } ? before : new CarriedPicture(avatar.Id, Mxc: null);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "A picture from {Network} could not be carried over")]
        public static partial void NotFetched(ILogger logger, Exception exception, string network);
    }
}
