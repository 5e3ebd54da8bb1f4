using Microsoft.Extensions.DependencyInjection;

namespace Bridges.Core.Wiring;

/// <summary>Background work that others have to do with besides.</summary>
internal static class BackgroundWorkServices
{
    public static IServiceCollection AddBackgroundWork<T>(this IServiceCollection services)
        where T : class, IBackgroundWork => services
        .AddSingleton<T>()
        .AddSingleton<IBackgroundWork>(provider => provider.GetRequiredService<T>());
}
