using Bridges.Host.Configuration;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Bridges.Host.Http;

/// <summary>The HTTP server: bound to the configured address and nothing else, whatever the environment says.</summary>
internal static class HostServer
{
    /// <summary>A transaction has at most 100 events of 64 KiB, and as many ephemeral ones and to-device messages.</summary>
    public const int LargestBody = 32 * 1024 * 1024;

    /// <summary>How long requests and lanes may take to finish what they have in hand when the host stops.</summary>
    public static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(20);

    // Who opens a connection says soon what for; a homeserver keeps one open between its transactions.
    private static readonly TimeSpan HeaderPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan IdlePatience = TimeSpan.FromSeconds(75);

    public static WebApplicationBuilder CreateBuilder(params IReadOnlyList<ListenAddress> addresses)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = typeof(HostServer).Assembly.GetName().Name });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = LargestBody;
            options.Limits.RequestHeadersTimeout = HeaderPatience;
            options.Limits.KeepAliveTimeout = IdlePatience;
            var strangers = options.ApplicationServices.GetRequiredService<StrangerLimit>();
            void Guard(ListenOptions listen) => listen.Use(next => connection => strangers.ServeAsync(connection, next));
            foreach (var address in addresses)
            {
                Listen(options, address, Guard);
            }
        });
        builder.Services.AddSingleton(provider => new StrangerLimit(StrangerLimit.DefaultPlaces, TimeProvider.System, provider.GetRequiredService<ILogger<StrangerLimit>>()));
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = StopPatience);
        return builder;
    }

    /// <summary>Puts the endpoints in: failures outermost; then which endpoint is meant, whether it is at that address, whether the caller may, and the endpoint.</summary>
    /// <param name="pagePort">Where the page is, if not with everything else.</param>
    public static void MapEndpoints(
        WebApplication application,
        CallerAuthentication authentication,
        IEnumerable<IEndpointGroup> groups,
        int? pagePort = null)
    {
        var failures = new FailedRequests(application.Services.GetRequiredService<ILogger<FailedRequests>>());
        application.Use(failures.InvokeAsync);
        application.UseRouting();
        if (pagePort is { } port)
        {
            application.Use(new PageDoor(port).InvokeAsync);
        }

        application.Use(authentication.InvokeAsync);
        foreach (var group in groups)
        {
            group.Map(application);
        }
    }

    private static void Listen(KestrelServerOptions options, ListenAddress address, Action<ListenOptions> guard)
    {
        switch (address)
        {
            case { Address: null }:
                options.ListenLocalhost(address.Port, guard);
                break;
            case { Host: "*" }:
                options.ListenAnyIP(address.Port, guard);
                break;
            default:
                options.Listen(address.Address, address.Port, guard);
                break;
        }
    }
}
