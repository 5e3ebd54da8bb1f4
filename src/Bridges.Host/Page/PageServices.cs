using Bridges.Core;

namespace Bridges.Host.Page;

/// <summary>Puts the page together. Nothing of it is made before somebody looks.</summary>
internal static class PageServices
{
    public static IServiceCollection AddPage(this IServiceCollection services) => services
        .AddSingleton<PageLinks>()
        .AddSingleton<IPageLinks>(provider => provider.GetRequiredService<PageLinks>())
        .AddSingleton<PageSessions>()
        .AddSingleton<PageRenderer>()
        .AddSingleton<PageGate>()
        .AddSingleton<PageEvents>()
        .AddSingleton<ViewMarks>()
        .AddSingleton<LiveViews>()
        .AddSingleton<EntryViews>()
        .AddSingleton<UserViews>()
        .AddSingleton<LoginViews>()
        .AddSingleton<AdminViews>()
        .AddSingleton<MachineViews>()
        .AddSingleton<PageEndpoints>();
}
