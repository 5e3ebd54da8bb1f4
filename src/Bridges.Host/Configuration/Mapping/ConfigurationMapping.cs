using Bridges.Core;
using Bridges.Host.Configuration;
using Bridges.Matrix;
using Bridges.Media;
using Bridges.Media.Jobs;

namespace Bridges.Host;

/// <summary>The configuration in the terms of the parts that it is for.</summary>
internal static class ConfigurationMapping
{
    private const long Megabyte = 1_000_000;

    public static CoreOptions ToCoreOptions(this BridgesConfiguration configuration) => new()
    {
        ServerName = configuration.Homeserver.ServerName,
        BotLocalpart = configuration.Appservice.Bot,
        BotName = configuration.Appservice.BotName,
        GhostPrefix = configuration.Appservice.GhostPrefix,
        ApplicationServiceId = configuration.Appservice.Id,
        CommandPrefix = configuration.Bridging.CommandPrefix,
        AdminsShareRoom = configuration.Bridging.AdminRoom != "none",
        AdminRoom = RoomId.TryParse(configuration.Bridging.AdminRoom, out var adminRoom) ? adminRoom : null,
        ChatsAtLogin = configuration.Bridging.ChatsAtLogin,
        MessagesAtLogin = configuration.Bridging.MessagesAtLogin,
        MostChatsAtLogin = configuration.Bridging.MostChatsAtLogin,
        MostMessagesAtLogin = configuration.Bridging.MostMessagesAtLogin,
        NewRoomsInTenMinutes = configuration.Bridging.NewRoomsInTenMinutes,
        ProbeAfter = configuration.Bridging.ProbeAfter,
        StayAfterLogout = configuration.Bridging.StayAfterLogout,
        LeavingRoomLeavesChat = configuration.Bridging.LeavingRoomLeavesChat,
        FollowChatSettings = configuration.Bridging.FollowChatSettings,
        FollowClients = configuration.Bridging.FollowClients,
        StatusEventsForSuccess = configuration.Bridging.SuccessStatusEvents,
        Permissions = new PermissionTable(configuration.Permissions),
        KeepDone = TimeSpan.FromDays(configuration.Journal.KeepDoneDays),
        TransferDirectory = Path.Combine(configuration.DataDirectory, "transfers"),
        StoreFolders =
        [
            ("media cache", Path.Combine(configuration.DataDirectory, "media")),
            ("files on their way", Path.Combine(configuration.DataDirectory, "transfers")),
            .. configuration.Networks.Keys.Select(network => ($"engine of {network}", Path.Combine(configuration.DataDirectory, network))),
        ],
        FilePatience = TimeSpan.FromSeconds(configuration.Media.WaitSeconds),
        FileSizeOfUsers = configuration.Media.MaxFileMb.User * Megabyte,
        FileSizeOfAdmins = configuration.Media.MaxFileMb.Admin * Megabyte,
        LiveLocationsAreBeacons = configuration.Bridging.LiveLocations == LiveLocationForm.Beacons,
        LiveLocationPause = TimeSpan.FromSeconds(configuration.Bridging.LiveLocationSeconds),
        StickerContentType = configuration.Media.Stickers.Format == StickerFormat.Webp ? "image/webp" : "image/gif",
        StickerSide = configuration.Media.Stickers.Size,
    };

    /// <summary>The worker and its ffmpeg lie beside the program, in a folder of their own.</summary>
    public static MediaOptions ToMediaOptions(this BridgesConfiguration configuration)
    {
        var media = configuration.Media;
        var program = Path.Combine(AppContext.BaseDirectory, "media");
        return new MediaOptions
        {
            Folder = Path.Combine(configuration.DataDirectory, "media"),
            WorkerPath = Path.Combine(program, "bridges-media-worker.dll"),
            FfmpegPath = FfmpegSearch.Find(media.Ffmpeg, Path.Combine(program, "ffmpeg")),
            MemoryMb = media.MemoryMb,
            MaxMegapixels = media.MaxMegapixels,
            Parallel = media.Parallel,
            MaxTranscodeSeconds = media.MaxTranscodeSeconds,
            Stickers = new AnimationJob(
                media.Stickers.Format == StickerFormat.Webp ? AnimationFormat.Webp : AnimationFormat.Gif, media.Stickers.Size, media.Stickers.Fps),
        };
    }

    public static HomeserverOptions ToHomeserverOptions(this BridgesConfiguration configuration, Secret token) => new()
    {
        Url = configuration.Homeserver.Url,
        Token = token.Reveal(),
    };
}
