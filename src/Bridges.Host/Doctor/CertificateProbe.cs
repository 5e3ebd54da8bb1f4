using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Bridges.Host.Doctor;

/// <summary>Looks at the certificate that an address shows, and says what is wrong with it.</summary>
internal static class CertificateProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The problem and its mend; null where no certificate is shown.</summary>
    public static async Task<(string Problem, string Mend)?> ExplainAsync(Uri url, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (certificate, errors) = await LookAsync(url, cancellationToken);
        using (certificate)
        {
            return certificate is null ? null : Explain(certificate, errors, url, now);
        }
    }

    private static (string Problem, string Mend) Explain(X509Certificate2 certificate, SslPolicyErrors errors, Uri url, DateTimeOffset now)
    {
        if (certificate.NotAfter.ToUniversalTime() < now.UtcDateTime)
        {
            return ($"The certificate of {url} ran out on {certificate.NotAfter.ToUniversalTime():yyyy-MM-dd}.",
                "Renew it and reload the reverse proxy (certbot renew; systemctl reload nginx). Caddy renews by itself: see its log.");
        }

        if (certificate.NotBefore.ToUniversalTime() > now.UtcDateTime)
        {
            return ($"The certificate of {url} counts only from {certificate.NotBefore.ToUniversalTime():yyyy-MM-dd} on.", "Let this machine keep time: timedatectl set-ntp true");
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().SelectMany(names => names.EnumerateDnsNames()).Take(5).ToArray();
            var told = names.Length > 0 ? string.Join(", ", names) : certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
            return ($"The certificate of {url} is for {told}, and not for {url.Host}.", "Set homeserver.url to the name in the certificate, or to the homeserver's own listener with http://.");
        }

        return ($"The certificate of {url} is signed by {certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: true)}, whom this machine does not trust.",
            "Trust it (cp CA.crt /usr/local/share/ca-certificates/ && update-ca-certificates), or set homeserver.url to the homeserver's own listener with http://.");
    }

    [SuppressMessage("Security", "CA5359", Justification = "The certificate is only looked at; nothing is sent over the connection.")]
    private static async Task<(X509Certificate2? Certificate, SslPolicyErrors Errors)> LookAsync(Uri url, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        X509Certificate2? shown = null;
        var found = SslPolicyErrors.None;
        try
        {
            using var connection = new TcpClient();
            await connection.ConnectAsync(url.Host, url.Port, patience.Token);
            await using var stream = new SslStream(connection.GetStream());
            await stream.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = url.Host,
                    RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
                    {
                        shown = certificate is null ? null : X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
                        found = errors;
                        return true;
                    },
                },
                patience.Token);
        }
        catch (Exception exception) when (exception is SocketException or IOException or AuthenticationException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // What was shown until then is all that there is.
        }

        return (shown, found);
    }
}
