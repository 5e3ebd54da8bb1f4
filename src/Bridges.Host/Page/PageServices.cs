using Bridges.Core;
using Bridges.Host.Configuration;

namespace Bridges.Host.Page;

/// <summary>Puts the page together. Nothing of it is made before somebody looks.</summary>
internal static class PageServices
{
    public static IServiceCollection AddPage(this IServiceCollection services, PageConfiguration configuration) => services
        .AddSingleton(configuration)
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
        .AddSingleton<ChatViews>()
        .AddSingleton<FailureViews>()
        .AddSingleton<LoginViews>()
        .AddSingleton<AdminViews>()
        .AddSingleton<MachineViews>()
        .AddSingleton<SessionViews>()
        .AddSingleton<IPagePart, EntryPart>()
        .AddSingleton<IPagePart, UserPart>()
        .AddSingleton<IPagePart, AdminPart>()
        .AddSingleton<PageEndpoints>();
}
