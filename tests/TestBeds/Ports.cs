using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Bridges.TestBeds;

/// <summary>TCP ports on loopback.</summary>
public static class Ports
{
    private const int Lowest = 12_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>
    /// A port nobody listens on at this moment, and that nobody else takes before the caller does: it lies below those that the kernel
    /// hands out to whoever asks for any, and no test program on this machine is told it again before it was told all others.
    /// </summary>
    public static int Free()
    {
        if (HighestOfOurs() is not { } highest)
        {
            return AnyOfTheKernel();
        }

        int port;
        do
        {
            port = Next(highest);
        }
        while (!IsFree(port));

        return port;
    }

    /// <summary>Null where the kernel does not tell which ports it hands out, or leaves none.</summary>
    private static int? HighestOfOurs()
    {
        const string HandedOut = "/proc/sys/net/ipv4/ip_local_port_range";
        var lowest = File.Exists(HandedOut) ? int.Parse(File.ReadAllText(HandedOut).Split('\t', ' ')[0], CultureInfo.InvariantCulture) : 0;
        return lowest > Lowest + 1000 ? lowest - 1 : null;
    }

    private static int AnyOfTheKernel()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>The one after that which was told last, by any test program of this user.</summary>
    private static int Next(int highest)
    {
        using var told = OpenAlone(Path.Combine(Path.GetTempPath(), $"bridges-test-port-{Environment.UserName}"));
        Span<byte> number = stackalloc byte[sizeof(int)];
        var last = told.ReadAtLeast(number, number.Length, throwOnEndOfStream: false) == number.Length
            ? BinaryPrimitives.ReadInt32LittleEndian(number)
            : Random.Shared.Next(Lowest, highest);
        var next = last >= Lowest && last < highest ? last + 1 : Lowest;
        BinaryPrimitives.WriteInt32LittleEndian(number, next);
        told.Position = 0;
        told.Write(number);
        return next;
    }

    private static FileStream OpenAlone(string file)
    {
        var wait = default(SpinWait);
        for (var begin = Stopwatch.GetTimestamp(); ;)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (Stopwatch.GetElapsedTime(begin) < Patience)
            {
                // Another one has it for a moment.
                wait.SpinOnce();
            }
        }
    }
}
