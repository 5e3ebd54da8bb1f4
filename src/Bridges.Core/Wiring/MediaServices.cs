using Bridges.Core.LiveLocations;
using Bridges.Core.Media;
using Bridges.Core.Timers;
using Microsoft.Extensions.DependencyInjection;

namespace Bridges.Core.Wiring;

/// <summary>Files both ways, and what has a time.</summary>
internal static class MediaServices
{
    public static IServiceCollection AddMedia(this IServiceCollection services) => services
        .AddSingleton<TransferFolders>()
        .AddSingleton<FileLimits>()
        .AddSingleton<FileFetcher>()
        .AddSingleton<FileForms>()
        .AddSingleton<FileUploads>()
        .AddSingleton<TransferFigures>()
        .AddSingleton<FilesUnderWay>()
        .AddSingleton<ProgressNotices>()
        .AddSingleton<ViewOnceWishes>()
        .AddSingleton<FileCarrier>()
        .AddSingleton<RemoteFiles>()
        .AddSingleton<LiveLocationNews>()
        .AddSingleton<IBackgroundWork, TransferUpkeep>()
        .AddSingleton<IBackgroundWork, ViewOnceUpkeep>()
        .AddSingleton<IBackgroundWork, DisappearingMessages>();
}
