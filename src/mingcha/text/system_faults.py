"""What the operating system refuses, in Chinese: its own words are English on most machines."""

from __future__ import annotations

import errno

_WORDS = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有访问权限",
    errno.EPERM: "没有访问权限",
    errno.EEXIST: "这个名称已经有了",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENOTDIR: "路径中间有一段是文件，不是文件夹",
    errno.ENOTEMPTY: "文件夹不是空的",
    errno.ENOSPC: "磁盘已满",
    errno.EFBIG: "文件太大，这个磁盘放不下",
    errno.EROFS: "磁盘是只读的",
    errno.ENAMETOOLONG: "名称太长",
    errno.EINVAL: "名称中有系统不允许的字符",
    errno.EIO: "磁盘读写出错",
    errno.EBUSY: "正被其他程序占用",
    errno.ENXIO: "这个设备不存在",
    errno.ENODEV: "这个设备不存在",
    errno.EMFILE: "同时打开的文件太多",
    errno.ENFILE: "同时打开的文件太多",
    errno.ELOOP: "快捷链接绕成了圈",
    errno.ENOMEM: "内存不够",
    errno.EADDRINUSE: "端口已被其他程序占用",
    errno.EADDRNOTAVAIL: "本机没有这个地址",
    errno.ECONNREFUSED: "对方没有开门，拒绝连接",
    errno.ECONNRESET: "对方中断了连接",
    errno.ETIMEDOUT: "等了太久没有回音",
    errno.EHOSTUNREACH: "网络不通",
    errno.ENETUNREACH: "网络不通",
} | ({errno.EDQUOT: "磁盘配额已用完"} if hasattr(errno, "EDQUOT") else {})


def why(fault: OSError) -> str:
    """The reason in a few words; the system's own where it is one nobody foresaw."""
    return _WORDS.get(fault.errno or 0) or fault.strerror or str(fault)


def is_known(fault: OSError) -> bool:
    """Whether there are Chinese words for it."""
    return fault.errno in _WORDS
