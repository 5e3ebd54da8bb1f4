using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Bridges.Matrix;

/// <summary>Adds clients for homeservers, all on one pool of connections.</summary>
public static class HomeserverServiceCollectionExtensions
{
    private const string HttpClientName = "Bridges.Matrix.Homeserver";

    /// <summary>Adds the <see cref="HomeserverClient"/> of one token as a singleton.</summary>
    public static IServiceCollection AddHomeserverClient(this IServiceCollection services, Func<IServiceProvider, HomeserverOptions> options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddHttpClient(HttpClientName)
            .ConfigureHttpClient(static http => http.Timeout = Timeout.InfiniteTimeSpan)
            .UseSocketsHttpHandler(static (handler, _) => Configure(handler))
            // The clients live as long as the process; the pool itself looks the host's address up again.
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            // The factory's logging costs more than the call, and writes down every path.
            .RemoveAllLoggers();
        return services.AddSingleton(provider => provider.CreateHomeserverClient(options(provider)));
    }

    /// <summary>Makes a client for a token that is only known at run time; needs <see cref="AddHomeserverClient"/> first.</summary>
    public static HomeserverClient CreateHomeserverClient(this IServiceProvider provider, HomeserverOptions options) =>
        new(
            provider.GetRequiredService<IHttpClientFactory>().CreateClient(HttpClientName),
            options,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<HomeserverClient>>());

    private static void Configure(SocketsHttpHandler handler)
    {
        handler.PooledConnectionLifetime = TimeSpan.FromMinutes(10);
        handler.PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1);
        handler.ConnectTimeout = TimeSpan.FromSeconds(10);
        handler.MaxConnectionsPerServer = 128;
        handler.UseCookies = false;
        // A homeserver's API never redirects these calls; a redirect would carry messages to a stranger.
        handler.AllowAutoRedirect = false;
        handler.ActivityHeadersPropagator = null;
    }
}
