using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Bridges.Host.Tests.Doctor;

/// <summary>Speaks TLS and nothing else: to whoever does not begin with it, it says nothing at all.</summary>
internal sealed class TlsListener : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    private TlsListener(X509Certificate2 certificate)
    {
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _serving = ServeAsync(certificate);
    }

    public int Port { get; }

    /// <param name="name">Whom the certificate is for.</param>
    /// <param name="until">Until when it counts.</param>
    public static TlsListener Start(string name = "localhost", DateTimeOffset? until = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using var bare = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, until ?? new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return new TlsListener(X509CertificateLoader.LoadPkcs12(bare.Export(X509ContentType.Pfx), password: null));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task ServeAsync(X509Certificate2 certificate)
    {
        while (true)
        {
            var connection = await _listener.AcceptTcpClientAsync(_stop.Token);
            _ = GreetAsync(connection, certificate);
        }
    }

    private async Task GreetAsync(TcpClient connection, X509Certificate2 certificate)
    {
        try
        {
            using (connection)
            {
                // An HTTP request is taken for the beginning of a long record, whose rest is waited for.
                var first = new byte[1];
                if (await connection.Client.ReceiveAsync(first, SocketFlags.Peek, _stop.Token) == 1 && first[0] == 0x16)
                {
                    await using var stream = new SslStream(connection.GetStream());
                    await stream.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, _stop.Token);
                }

                await Task.Delay(Timeout.Infinite, _stop.Token);
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
        {
            // Whoever asked has gone, or the test is over.
        }
    }
}
