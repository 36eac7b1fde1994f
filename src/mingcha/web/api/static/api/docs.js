// The explaining page of the API in Chinese: its script knows English only, so its own words are put over as they appear.
"use strict";

const WORDS = {
  "Authorize": "填写令牌", "Available authorizations": "令牌", "Logout": "清除", "Close": "关闭", "Value:": "令牌：",
  "Try it out": "试一试", "Try it out ": "试一试", "Cancel": "取消", "Execute": "发送", "Clear": "清空", "Reset": "还原",
  "Parameters": "参数", "No parameters": "没有参数", "Name": "名称", "Description": "说明", "Request body": "请求内容",
  "Responses": "返回", "Response": "返回", "Server response": "服务器返回", "Response body": "返回内容",
  "Response headers": "返回头", "Code": "状态码", "Details": "详情", "Links": "链接", "No links": "没有链接",
  "Request URL": "请求地址", "Download": "下载", "Example Value": "示例", "Edit Value": "编辑", "Schema": "结构",
  "Media type": "类型", "Add string item": "加一项", "Send empty value": "发送空值", "required": "必填",
  "OK": "成功", "Created": "已建立", "Bad Request": "内容不对", "Unauthorized": "没有令牌", "Forbidden": "没有权限",
  "Not Found": "没有找到", "Conflict": "现在不能这样做", "Unprocessable Entity": "参数不对", "Too Many Requests": "太频繁",
  "Content Too Large": "内容太大", "Request Entity Too Large": "内容太大", "Unprocessable Content": "参数不对",
};

const put = (node) => {
  const words = node.nodeValue.trim();
  if (Object.hasOwn(WORDS, words) && !node.parentElement.closest("pre, code, textarea")) {
    node.nodeValue = node.nodeValue.replace(words, WORDS[words]);
  }
};

const putAll = (root) => {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) put(walker.currentNode);
};

const place = document.getElementById("swagger-ui");
new MutationObserver(() => putAll(place)).observe(place, { childList: true, subtree: true, characterData: true });
