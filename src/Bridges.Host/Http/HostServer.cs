using Bridges.Host.Configuration;

namespace Bridges.Host.Http;

/// <summary>The HTTP server: bound to the configured address and nothing else, whatever the environment says.</summary>
internal static class HostServer
{
    /// <summary>A transaction has at most 100 events of 64 KiB, and as many ephemeral ones and to-device messages.</summary>
    public const int LargestBody = 32 * 1024 * 1024;

    /// <summary>How long requests and lanes may take to finish what they have in hand when the host stops.</summary>
    public static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(20);

    public static WebApplicationBuilder CreateBuilder(ListenAddress address)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = typeof(HostServer).Assembly.GetName().Name });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = LargestBody;
            options.Limits.MaxConcurrentConnections = 512;
            switch (address)
            {
                case { Address: null }:
                    options.ListenLocalhost(address.Port);
                    break;
                case { Host: "*" }:
                    options.ListenAnyIP(address.Port);
                    break;
                default:
                    options.Listen(address.Address, address.Port);
                    break;
            }
        });
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = StopPatience);
        return builder;
    }

    /// <summary>Puts the endpoints in: failures outermost; then which endpoint is meant, whether the caller may, and the endpoint.</summary>
    public static void MapEndpoints(
        WebApplication application,
        CallerAuthentication authentication,
        HomeserverEndpoints homeserver,
        AdministrationEndpoints? administration,
        HealthEndpoints health,
        HostMetrics? metrics)
    {
        var failures = new FailedRequests(application.Services.GetRequiredService<ILogger<FailedRequests>>());
        application.Use(failures.InvokeAsync);
        application.UseRouting();
        application.Use(authentication.InvokeAsync);
        homeserver.Map(application);
        administration?.Map(application);
        health.Map(application);
        metrics?.Map(application);
    }
}
